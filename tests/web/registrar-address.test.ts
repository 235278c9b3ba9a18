import { expect, it } from 'vitest';
import { registrarAddress } from '../../web/features/desk/registrar-address.ts';

it('tells the host and port where phones register', () => {
  expect(registrarAddress({ host: 'pbx.example', port: 5080 }, 'desk.example')).toEqual({
    text: 'pbx.example:5080',
    isThisMachine: false,
  });
});

it.each(['0.0.0.0', '::'])('says where the page came from when the gateway listens on %s', (host) => {
  expect(registrarAddress({ host, port: 5060 }, '10.0.0.7').text).toBe('10.0.0.7:5060');
});

it.each(['127.0.0.1', 'localhost', '::1'])('knows that %s is reached from this machine alone', (host) => {
  expect(registrarAddress({ host, port: 5060 }, 'localhost').isThisMachine).toBe(true);
});

it('writes an IPv6 address so that its port can be told', () => {
  expect(registrarAddress({ host: '2001:db8::5', port: 5060 }, 'desk.example').text).toBe(
    '[2001:db8::5]:5060',
  );
});
