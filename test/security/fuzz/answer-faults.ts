import type { DocumentChecks, Faults } from '../../contract/answer-checks.js';
import type { Operation } from '../../support/openapi.js';
import type { RawAnswer } from '../../support/raw-bytes.js';
import type { FuzzedRequest, Values } from './request.js';

/** @returns what is wrong with the answer to an operation, in the terms of the document. */
export function faultsOfAnswer(
  checks: DocumentChecks,
  operation: Operation,
  target: string,
  raw: RawAnswer,
): Faults {
  const faults = raw.status >= 500 && raw.status !== 503 ? [`status ${raw.status}`] : [];
  if (operation.operationId === 'verifyRequest') return [...faults, ...faultsOfForwardAuth(operation, raw)];
  const answer = { ...raw, body: parsed(raw.text) };
  if (raw.status >= 400) return [...faults, ...checks.refusal(operation, answer)];
  // `fields` leaves out of a list what is always there otherwise; the document says so in words
  const isThinned = /[?&]fields=/.test(target);
  const told = checks.success(operation, answer);
  return told.filter((fault) => !(isThinned && fault.includes('must have required property')));
}

/** The door for gateways is before the framework: its answers have no body, and headers of their own. */
function faultsOfForwardAuth({ responses }: Operation, { status, headers, text }: RawAnswer): Faults {
  // Node refuses what is too large, or no HTTP, before anybody sees it
  if (text !== '') return [400, 431].includes(status) ? [] : [`has a body: ${text}`];
  const told = responses[status];
  if (!told) return [`status ${status} is not told`];
  return Object.keys(told.headers ?? {})
    .filter((name) => !(name.toLowerCase() in headers))
    .map((name) => `no header ${name}`);
}

/** @returns the credentials that an answer repeats, of those that the request showed; what is shorter stands in any text. */
export function repeatedSecrets(drawn: FuzzedRequest, values: Values, { text }: RawAnswer): Faults {
  const inHeaders = drawn.headers
    .filter(([name]) => /^(authorization|apikey|cookie)$/i.test(name))
    .map(([, value]) => value.trim())
    .filter((value) => value.length >= 12);
  const all = JSON.stringify(drawn);
  const ours = Object.entries(values)
    .filter(([name]) => /\.(token|key|password)$/.test(name) && all.includes(`{{${name}}}`))
    .map(([, value]) => value);
  return [...inHeaders, ...ours]
    .filter((secret) => text.includes(secret))
    .map((secret) => `repeats ${secret}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
