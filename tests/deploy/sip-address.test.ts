import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { announceSipAddress, sipAddress } from '../../deploy/local/sip-address.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringdesk-sip-'));
  file = join(folder, 'sip-address');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('without a word the usual port is called', () => {
  expect(sipAddress({}, file)).toBe('127.0.0.1:5060');
});

test('a product that runs here is called where it takes calls, until it ends', () => {
  const word = announceSipAddress('127.0.0.1:5070', file);
  expect(sipAddress({}, file)).toBe('127.0.0.1:5070');
  word.withdraw();
  expect(sipAddress({}, file)).toBe('127.0.0.1:5060');
});

test('what the environment says goes first', () => {
  announceSipAddress('127.0.0.1:5070', file);
  expect(sipAddress({ SIP_PORT: '5080' }, file)).toBe('127.0.0.1:5080');
  expect(sipAddress({ SIP_HOST: '192.0.2.7' }, file)).toBe('192.0.2.7:5060');
});
