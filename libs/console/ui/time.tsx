import { useLanguage } from '../text/language.js';

/** An instant: how far away it is, and when exactly. The zone is seen where it is not the one that people live in. */
export function Time({ iso }: { iso: string }) {
  const { times } = useLanguage();
  const time = new Date(iso);
  return (
    <time dateTime={iso} title={times.instant(time)}>
      {times.relative(time, new Date())}
      <span className="hint block">
        {times.local(time)}
        <span className={times.isUtc ? undefined : 'hidden'}> ({times.zone})</span>
      </span>
    </time>
  );
}
