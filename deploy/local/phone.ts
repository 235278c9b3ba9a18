// `npm run phone -- --user anna`: an agent's telephone, played from the shell.
// `npm run phone -- --line 5070`: the outer network instead, where whoever Ringdesk calls is picked up.
import { existsSync } from 'node:fs';
import { createInterface, emitKeypressEvents } from 'node:readline';
import { readArguments, readHostAndPort } from './arguments.ts';
import { readFirstLogin } from './first-login.ts';
import { keepRegistered, type Registration } from './registration.ts';
import { sipAddress } from './sip-address.ts';
import { connectSipClient, type SipDialog, type SipReply, type SipRequest } from './sip-client.ts';
import { addressTowards, startSipEngine } from './sip-engine.ts';
import { openSound, type Sound } from './tone.ts';

if (existsSync('.env')) process.loadEnvFile('.env');
const given = readArguments(
  {
    user: { type: 'string', default: 'anna' },
    password: { type: 'string' },
    host: { type: 'string', default: sipAddress(process.env) },
    line: { type: 'string' },
    'auto-answer': { type: 'string' },
    'hang-up-after': { type: 'string' },
  },
  'npm run phone -- --user anna [--password …] [--host 127.0.0.1:5060] [--auto-answer [s]] [--hang-up-after s] | --line 5070',
  ['--auto-answer'],
);
const registrar = readHostAndPort(given.host, 5060);
const say = (line: string): void => console.log(line);

/** One call at a time: it rings, or it is talked on. */
type Call =
  | { readonly state: 'rings'; answer(): Promise<void>; reject(): void }
  | { readonly state: 'talks'; hangUp(): Promise<void> };
let call: Call | null = null;

try {
  await play();
  process.exit(0);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

async function play(): Promise<void> {
  const credentials =
    given.line === undefined ? { username: given.user, password: passwordOf(given.user) } : null;
  const address = await addressTowards(registrar.host, registrar.port);
  const engine = await startSipEngine(address, given.line === undefined ? undefined : Number(given.line));
  let registration: Registration | null = null;
  try {
    const client = await connectSipClient(engine);
    client.options((_, reply) => reply.send(200));
    client.invite((request, reply) => void ring(request, reply, address, client));
    if (credentials) {
      registration = await keepRegistered(client, { registrar, engine, credentials, report: say });
      say(`${given.user}'s phone is ready. Keys: a or Enter answers, r rejects, h hangs up, q quits.`);
    } else say(`Waiting for calls on ${engine.host}:${engine.port}. Keys as on a phone: a, r, h, q.`);
    await keysUntilQuit();
  } finally {
    if (call?.state === 'talks') await call.hangUp();
    if (call?.state === 'rings') call.reject();
    await registration?.end();
    await engine.end();
  }
}

async function ring(
  request: SipRequest,
  reply: SipReply,
  address: string,
  client: Awaited<ReturnType<typeof connectSipClient>>,
): Promise<void> {
  let isOver = false;
  request.on('cancel', () => {
    isOver = true;
    call = null;
    say('  … the call has gone');
  });
  if (call) return reply.send(486);
  const name = request.callingName?.replaceAll('"', '').trim();
  const caller = [...new Set([name, request.callingNumber])].filter(Boolean).join(' ') || 'number withheld';
  say(`RING  ${caller}   (a answers, r rejects)`);
  const ringing: Call = {
    state: 'rings',
    async answer() {
      if (isOver) return;
      const sound = await openSound(address);
      try {
        talk(await client.createUAS(request, reply, { localSdp: sound.sdp }), sound);
      } catch (error) {
        sound.close();
        call = null;
        say(`  … could not be answered: ${(error as Error).message}`);
      }
    },
    reject() {
      isOver = true;
      call = null;
      reply.send(486);
      say('  … rejected');
    },
  };
  call = ringing;
  reply.send(180);
  if (given['auto-answer'] !== undefined) {
    setTimeout(() => call === ringing && void ringing.answer(), Number(given['auto-answer']) * 1000);
  }
}

function talk(dialog: SipDialog, sound: Sound): void {
  const over = (how: string): void => {
    if (call !== talking) return;
    call = null;
    say(`  … ${how}; ${sound.packetsHeard()} packets of sound heard`);
    sound.close();
  };
  const talking: Call = {
    state: 'talks',
    async hangUp() {
      await dialog.destroy().catch(() => {});
      over('hung up from here');
    },
  };
  call = talking;
  say('  … talking (h hangs up)');
  sound.sendTo(dialog.remote.sdp);
  dialog.on('destroy', () => over('the other side hung up'));
  dialog.on('modify', (changed, reply) => {
    sound.sendTo(changed.body ?? '');
    reply.send(200, { body: sound.sdp });
  });
  if (given['hang-up-after'] !== undefined)
    setTimeout(() => void talking.hangUp(), Number(given['hang-up-after']) * 1000);
}

/** Single keys on a terminal, lines elsewhere. */
function keysUntilQuit(): Promise<void> {
  return new Promise((resolve) => {
    const press = (key: string): void => {
      if (key === 'q') resolve();
      else if (call?.state === 'rings' && (key === 'a' || key === '')) void call.answer();
      else if (call?.state === 'rings' && key === 'r') call.reject();
      else if (call?.state === 'talks' && key === 'h') void call.hangUp();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    process.once('disconnect', () => resolve());
    if (process.stdin.isTTY) {
      emitKeypressEvents(process.stdin);
      process.stdin.setRawMode(true);
      process.stdin.on('keypress', (_, key: { name?: string; ctrl?: boolean }) =>
        press(key.ctrl && key.name === 'c' ? 'q' : key.name === 'return' ? '' : (key.name ?? '')),
      );
    } else createInterface({ input: process.stdin }).on('line', (line) => press(line.trim().toLowerCase()));
  });
}

function passwordOf(user: string): string {
  const password =
    given.password ?? readFirstLogin()?.users.find(({ sipUsername }) => sipUsername === user)?.sipPassword;
  if (password) return password;
  throw new Error(
    `No password is known here for ${user}'s phone: say it with --password (npm start makes the demo users).`,
  );
}
