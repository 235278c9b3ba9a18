import { STATUS_CODES } from 'node:http';
import type { FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { DomainError, type DomainErrorCode } from '#domain/shared/domain-error.ts';
import { fieldsOf } from './invalid-fields.ts';
import type { Problem } from './schemas/problem.ts';

export const PROBLEM_TYPE = 'application/problem+json';

const statusOf: Readonly<Record<DomainErrorCode, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  preview_is_read_only: 403,
  not_found: 404,
  conflict: 409,
  too_late: 409,
  needs_confirmation: 409,
  rate_limited: 429,
  unavailable: 503,
};

type Refusal = Pick<Problem, 'status' | 'code'> & { readonly fields?: Readonly<Record<string, string>> };

/** What a client is told of an error; null when it is none of its business (a bug). */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof DomainError) {
    return { status: statusOf[error.code], code: error.code, fields: error.fields };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    return { status: 400, code: 'invalid', fields: fieldsOf(error.validation) };
  }
  const { statusCode } = error as Partial<FastifyError>;
  if (statusCode === undefined || (statusCode >= 500 && statusCode !== 503)) return null;
  return { status: statusCode, code: codeOfStatus[statusCode] ?? 'invalid' };
}

/** For refusals that Fastify and its plugins make themselves. */
const codeOfStatus: Readonly<Record<number, DomainErrorCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  429: 'rate_limited',
  503: 'unavailable',
};

export function problem(refusal: Refusal, requestId: string): Problem {
  const { status, code, fields = {} } = refusal;
  return {
    type: `urn:ringdesk:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    instance: `urn:uuid:${requestId}`,
    ...(Object.keys(fields).length > 0 ? { fields: { ...fields } } : {}),
  };
}
