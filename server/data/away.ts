import { DomainError } from '#domain/shared/domain-error.ts';

/** SQLSTATE classes and codes, Prisma codes and socket errors that mean 'not now', not 'wrong'. 55000: the database lets nobody in. */
const awayCodes =
  /^(08\w{3}|53\w{3}|57P0[1235]|57014|25P03|25006|55000|P1001|P1002|P1008|P1017|P2024|P2028|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
const awayMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Can't reach database server)/;

export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === 'string' && awayCodes.test(code)) return true;
  if (awayMessages.test(error.message)) return true;
  if (error instanceof AggregateError && error.errors.some(isAway)) return true;
  if (error.name === 'DriverAdapterError' && isAwayKind(cause)) return true;
  return isAway(cause);
}

/** The store, whose methods throw DomainError 'unavailable' when the database is away. */
export function sayingWhenAway<T extends object>(store: T): T {
  return new Proxy(store, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return async (...input: unknown[]) => {
        try {
          return (await Reflect.apply(member, target, input)) as unknown;
        } catch (error) {
          if (isAway(error)) throw new DomainError('unavailable', 'the database is away');
          throw error;
        }
      };
    },
  });
}

const awayKinds = ['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'];

function isAwayKind(cause: unknown): boolean {
  return (
    typeof cause === 'object' && cause !== null && 'kind' in cause && awayKinds.includes(String(cause.kind))
  );
}
