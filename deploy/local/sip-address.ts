import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const FILE = 'var/run/sip-address';

/** Leaves word for the telephones of the command line where the product that runs from this folder takes calls. */
export function announceSipAddress(address: string, file = FILE): { withdraw(): void } {
  writeFileSync(file, address);
  return { withdraw: () => rmSync(file, { force: true }) };
}

/** `host:port`: what the environment says, else where the product that runs from this folder takes calls. */
export function sipAddress(env: NodeJS.ProcessEnv, file = FILE): string {
  const { SIP_HOST: host, SIP_PORT: port } = env;
  if (!host && !port && existsSync(file)) return readFileSync(file, 'utf8');
  return `${host || '127.0.0.1'}:${port || '5060'}`;
}
