import { describe, expect, it } from 'vitest';
import { readServerConfig, readTelephonyConfig, readWorkerConfig } from '../server/platform/config.ts';

const services = {
  DATABASE_URL: 'postgresql://u:secret@db/x',
  REDIS_URL: 'redis://:secret@cache:6379',
  SECRET_KEY: 'secret secret secret secret secret',
};

describe('the environment', () => {
  it('needs no more than the two services and a key', () => {
    const config = readServerConfig({ ...services, TRUSTED_PROXIES: '' });
    expect(config).toMatchObject({
      http: { host: '127.0.0.1', port: 3000 },
      logLevel: 'info',
      trustedProxies: [],
    });
    expect(config.publicUrl.origin).toBe('http://127.0.0.1:3000');
    expect(config.health).toEqual({ host: '127.0.0.1', port: 3003 });
    expect(readWorkerConfig(services).health).toEqual({ host: '127.0.0.1', port: 3002 });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('gives the gateway its engine', () => {
    const config = readTelephonyConfig({ ...services, DRACHTIO_URL: 'tcp://:s%20ecret@sip:9023' });
    expect(config.drachtio).toEqual({ host: 'sip', port: 9023, secret: 's ecret' });
  });

  it('names everything that is wrong at once, and no value', () => {
    const env = {
      DATABASE_URL: 'mysql://secret',
      HTTP_PORT: '70000',
      LOG_LEVEL: 'loud',
      PUBLIC_URL: 'secret',
      SECRET_KEY: 'too short a secret',
    };
    const read = () => readServerConfig(env);
    for (const name of ['DATABASE_URL', 'REDIS_URL', 'HTTP_PORT', 'LOG_LEVEL', 'PUBLIC_URL', 'SECRET_KEY']) {
      expect(read).toThrow(name);
    }
    expect(read).not.toThrow(/secret|70000|loud/);
  });

  it('takes an empty value for none given, and never a 0 for it', () => {
    expect(readServerConfig({ ...services, HTTP_PORT: ' ', WEB_DIST: '' })).toMatchObject({
      http: { port: 3000 },
      webDist: null,
    });
    expect(readServerConfig({ ...services, HTTP_PORT: '0' }).http.port).toBe(0);
  });

  it('takes an OpenID provider whole or not at all, in the open on this machine alone', () => {
    const oidc = { OIDC_ISSUER: 'https://id.example/realm', OIDC_CLIENT_ID: 'desk' };
    expect(readServerConfig(services).openId).toBeNull();
    expect(readServerConfig({ ...services, ...oidc }).openId).toMatchObject({
      clientId: 'desk',
      clientSecret: null,
      name: 'id.example',
    });
    expect(() => readServerConfig({ ...services, OIDC_ISSUER: 'http://id.example' })).toThrow(
      /OIDC_ISSUER is not .* https.*OIDC_CLIENT_ID is missing/,
    );
    const here = { ...oidc, OIDC_ISSUER: 'http://127.0.0.1:9000' };
    expect(readServerConfig({ ...services, ...here }).openId?.issuer.port).toBe('9000');
  });

  it('takes a list of trusted proxies', () => {
    const { trustedProxies } = readServerConfig({ ...services, TRUSTED_PROXIES: '10.0.0.0/8, ::1' });
    expect(trustedProxies).toEqual(['10.0.0.0/8', '::1']);
  });
});
