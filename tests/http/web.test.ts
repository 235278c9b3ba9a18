import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

describe('the built web application', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringdesk-web-'));
  const page = '<!doctype html><title>Ringdesk</title>';
  const script = 'console.log("desk")';
  let server: TestApi;
  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), page);
    writeFileSync(join(folder, 'assets/app-1a2b.js'), script);
    writeFileSync(join(folder, 'assets/app-1a2b.js.br'), brotliCompressSync(script));
    server = await startTestApi({ env: { WEB_DIST: folder } });
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const open = (url: string, headers: Record<string, string> = { accept: 'text/html,*/*' }) =>
    server.api.inject({ url, headers });

  it('answers every address that may be a page, asked for anew each time', async () => {
    for (const url of ['/', '/contacts/01a1ff', '/meetings?from=2026', '/a.b.c']) {
      const answer = await open(url);
      expect([url, answer.statusCode, answer.body]).toEqual([url, 200, page]);
      expect(answer.headers['cache-control']).toBe('no-cache');
    }
  });

  it('never stands in for the API, a missing file or a probe', async () => {
    for (const url of ['/api/nowhere', '/api', '/assets/gone.js', '/socket.io/x', '/metrics/x']) {
      const answer = await open(url);
      expect([url, answer.statusCode, answer.headers['content-type']]).toEqual([
        url,
        404,
        expect.stringContaining('problem+json'),
      ]);
    }
    expect((await open('/contacts', { accept: 'application/json' })).statusCode).toBe(404);
    expect((await server.api.inject({ method: 'POST', url: '/contacts', payload: {} })).statusCode).toBe(404);
  });

  it('sends what was compressed beforehand, to be kept for a year', async () => {
    const answer = await open('/assets/app-1a2b.js', { 'accept-encoding': 'br' });
    expect(answer.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(answer.rawPayload).toString()).toBe(script);
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await open('/assets/app-1a2b.js', {})).body).toBe(script);
  });

  it('comes with a policy that runs and styles nothing but its own files', async () => {
    for (const url of ['/', '/assets/app-1a2b.js', '/api/session']) {
      const policy = String((await open(url)).headers['content-security-policy']);
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("style-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(policy).toContain("frame-ancestors 'none'");
    }
  });

  it('lets nobody out of its folder', async () => {
    for (const url of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/assets/..%2f..%2fpackage.json',
      '/assets/%00',
    ]) {
      expect((await open(url, {})).statusCode).toBeGreaterThanOrEqual(400);
    }
  });
});
