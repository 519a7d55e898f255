import type { Subject } from '../changes/change-feed.service.js';
import { SubjectMarks } from './subject-marks.js';

const ADA: Subject = 'user:ada';
const BOB: Subject = 'user:bob';
/** More make all that is being read doubtful. */
const MOST = 10_000;

describe('SubjectMarks', () => {
  let marks: SubjectMarks;
  beforeEach(() => (marks = new SubjectMarks()));

  const isStale = (held: { isStale: boolean }[]) => held.some((mark) => mark.isStale);
  const changeOthers = (count: number) => {
    for (let at = 0; at < count; at++) marks.change(`user:${at}`);
  };

  it('makes stale whatever depends on what has changed, and nothing else', () => {
    const [ada, both, bob] = [marks.hold([ADA]), marks.hold([ADA, BOB]), marks.hold([BOB])];
    marks.change(ADA);
    expect([ada, both, bob].map(isStale)).toEqual([true, true, false]);
    expect(isStale(marks.hold([ADA]))).toBe(false);
    marks.change('everything');
    expect(isStale(bob)).toBe(true);
  });

  it('still tells the others when one of those that depend on the same is dropped (MI-02)', () => {
    const [one, other] = [marks.hold([ADA]), marks.hold([ADA])];
    marks.release(one);
    marks.change(ADA);
    expect(isStale(other)).toBe(true);
  });

  it('still tells who read it after a change when who had read it before is dropped (MI-02)', () => {
    const before = marks.hold([ADA]);
    marks.change(ADA);
    const after = marks.hold([ADA]);
    marks.release(before);
    marks.change(ADA);
    expect(isStale(after)).toBe(true);
  });

  it('forgets what nothing depends on any more', () => {
    const [one, other] = [marks.hold([ADA, BOB]), marks.hold([ADA])];
    expect(marks.size).toBe(2);
    marks.release(one);
    expect(marks.size).toBe(1);
    marks.release(other);
    expect(marks.size).toBe(0);
  });

  it('knows which reads a change has overtaken, and which began after it', () => {
    const before = marks.begin();
    marks.change(ADA);
    const after = marks.begin();
    expect(marks.isOvertaken(before, [BOB, ADA])).toBe(true);
    expect(marks.isOvertaken(before, [BOB])).toBe(false);
    expect(marks.isOvertaken(after, [ADA])).toBe(false);
    marks.end();
    expect(marks.isOvertaken(before, [ADA])).toBe(true);
  });

  it('takes every read that runs for overtaken when everything has changed, and none that begins then', () => {
    const before = marks.begin();
    marks.change('everything');
    expect(marks.isOvertaken(before, [BOB])).toBe(true);
    expect(marks.isOvertaken(marks.begin(), [BOB])).toBe(false);
  });

  it(`takes a read for overtaken when more than ${MOST} things change meanwhile, which are not remembered one by one`, () => {
    const began = marks.begin();
    changeOthers(MOST);
    expect(marks.isOvertaken(began, [ADA])).toBe(false);
    marks.change(BOB);
    expect(marks.isOvertaken(began, [ADA])).toBe(true);
    expect(marks.isOvertaken(marks.begin(), [ADA])).toBe(false);
  });

  it('remembers nothing of what changes while nothing is read', () => {
    changeOthers(MOST);
    const began = marks.begin();
    marks.change(BOB);
    expect(marks.isOvertaken(began, [ADA])).toBe(false);
  });

  it('forgets what has changed once nothing is read any more', () => {
    marks.begin();
    marks.begin();
    changeOthers(MOST);
    marks.end();
    marks.end();
    const began = marks.begin();
    marks.change(BOB);
    expect(marks.isOvertaken(began, [ADA])).toBe(false);
  });
});
