export { answerHeaders, pageHeaders, pagePolicy } from './answer-headers.js';
export {
  Answers,
  AnswersNothing,
  BODILESS,
  ErrorAnswer,
  errorResponse,
  Fails,
  Takes,
  TakesList,
  UidAnswer,
} from './answers.js';
export { BodilessAnswers, headEnd, headLines, headPairs } from './bodiless-answers.js';
export type { HeadEnd } from './bodiless-answers.js';
export { clientAddress, trustedProxy } from './client-address.js';
export { networkOf } from './client-network.js';
export { ApiError, ERRORS, errorForStatus } from './error-catalogue.js';
export type { ErrorCode } from './error-catalogue.js';
export { bodyOf, ErrorFilter } from './error-filter.js';
export type { FaultTranslator } from './error-filter.js';
export {
  ChoiceField,
  FlagField,
  IgnoredField,
  isZeroTime,
  ObjectField,
  ObjectListField,
  readTime,
  TextField,
  TextListField,
  TextMapField,
  TimeField,
} from './fields.js';
export { Form, FORM_TYPE, formDecoded, isForOAuth, parseForm, required, TakesForm } from './forms.js';
export type { FormParameters } from './forms.js';
export { ASCII, EmailField, UidField, UniqueNameField } from './identity-fields.js';
export { Idempotency, IDEMPOTENCY_KEY, TakesIdempotencyKey } from './idempotency.js';
export type { IdempotentRequest } from './idempotency.js';
export { InputPipe } from './input-pipe.js';
export { NumberField, QueryNumber } from './number-fields.js';
export { parseJsonBody } from './json-body.js';
export { narrowedTo, readListQuery } from './list-query.js';
export type { ListFilters, ListOrder, ListPaths, ListRequest } from './list-query.js';
export { ListQueryOf } from './list-query-fields.js';
export type { ListQuery } from './list-query-fields.js';
export { Cursors, ListMeta, OffsetPageQuery, pageOf, PageQuery, rowsFor } from './page.js';
export { RouteMethods } from './route-methods.js';
export {
  META_FIELDS,
  NamedMetadata,
  ObjectMeta,
  objectMeta,
  OptionalMetadata,
  OptionalUniqueMetadata,
  UniqueMetadata,
  UnnamedMetadata,
} from './object-meta.js';
export { UidParam } from './uid-param.js';
export { shownName } from './shown-name.js';
