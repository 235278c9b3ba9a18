import { expect, test } from 'vitest';
import { consoleLine } from '../../deploy/local/log-file.ts';

test('warnings and errors reach the console in one plain line', () => {
  expect(consoleLine('worker', '{"level":40,"msg":"redis is slow","ms":900}')).toBe(
    'worker warning: redis is slow',
  );
  expect(consoleLine('server', '{"level":50,"msg":"a bug","err":{"message":"x is not\\na function"}}')).toBe(
    'server error: a bug (x is not)',
  );
});

test('the rest stays in the log file', () => {
  expect(consoleLine('server', '{"level":30,"msg":"request"}')).toBeNull();
  expect(consoleLine('server', 'plain text')).toBeNull();
  expect(consoleLine('server', '{broken')).toBeNull();
});
