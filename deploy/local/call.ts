// `npm run call -- --from +48601234567 --to 800`: a caller on the outer network, played from the shell.
import { existsSync } from 'node:fs';
import { readArguments, readHostAndPort } from './arguments.ts';
import { sipAddress } from './sip-address.ts';
import { connectSipClient, refusalInWords, type SipDialog, type SipRequest } from './sip-client.ts';
import { addressTowards, startSipEngine } from './sip-engine.ts';
import { openSound } from './tone.ts';

if (existsSync('.env')) process.loadEnvFile('.env');
const given = readArguments(
  {
    from: { type: 'string', default: '+48601234567' },
    name: { type: 'string' },
    to: { type: 'string', default: '800' },
    host: { type: 'string', default: sipAddress(process.env) },
    'hang-up-after': { type: 'string' },
    'give-up-after': { type: 'string' },
  },
  'npm run call -- --from +48601234567 [--name "A. Kowalska"] [--to 800] [--host 127.0.0.1:5060] [--give-up-after s] [--hang-up-after s]',
);
const target = readHostAndPort(given.host, 5060);
const beganAt = Date.now();
const say = (line: string): void =>
  console.log(`${((Date.now() - beganAt) / 1000).toFixed(1).padStart(6)} s  ${line}`);

try {
  process.exit(await placeCall());
} catch (error) {
  console.error(`The call could not be placed: ${(error as Error).message}`);
  process.exit(1);
}

async function placeCall(): Promise<number> {
  const address = await addressTowards(target.host, target.port);
  const [engine, sound] = await Promise.all([startSipEngine(address), openSound(address)]);
  try {
    const client = await connectSipClient(engine);
    const enough = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
      process.once('disconnect', () => resolve());
    });
    const after = (seconds: string | undefined): Promise<void> =>
      new Promise((resolve) => void (seconds && setTimeout(resolve, Number(seconds) * 1000)));

    say(`calling ${given.to} at ${target.host}:${target.port} as ${given.from} (Ctrl-C hangs up)`);
    let invite: SipRequest | null = null;
    let hasGivenUp = false;
    let lastStatus = 0;
    const answer = client.createUAC(
      `sip:${given.to}@${target.host}:${target.port}`,
      {
        localSdp: sound.sdp,
        headers: { From: `${given.name ? `"${given.name}" ` : ''}<sip:${given.from}@${engine.host}>` },
      },
      {
        cbRequest: (_, request) => (invite = request),
        cbProvisional: ({ status }) => {
          if (status !== lastStatus && status > 100) say(status === 180 ? 'it rings' : `progress ${status}`);
          lastStatus = status;
        },
      },
    );
    void Promise.race([enough, after(given['give-up-after'])]).then(() => {
      hasGivenUp = true;
      invite?.cancel();
    });
    let dialog: SipDialog;
    try {
      dialog = await answer;
    } catch (error) {
      const { status, reason } = error as { status?: number; reason?: string };
      if (status === undefined) throw error;
      say(
        hasGivenUp && status === 487
          ? 'given up before anybody answered'
          : refusalInWords(status, reason ?? ''),
      );
      return hasGivenUp ? 0 : 1;
    }
    say('answered');
    sound.sendTo(dialog.remote.sdp);
    dialog.on('modify', (request, reply) => {
      sound.sendTo(request.body ?? '');
      reply.send(200, { body: sound.sdp });
    });
    const theyHungUp = new Promise<string>((resolve) =>
      dialog.on('destroy', (bye) => resolve(`the other side hung up${because(bye.get('Reason'))}`)),
    );
    const ending = await Promise.race([
      theyHungUp,
      Promise.race([enough, after(given['hang-up-after'])]).then(async () => {
        await dialog.destroy();
        return 'hung up from here';
      }),
    ]);
    say(`${ending}; ${sound.packetsHeard()} packets of sound heard`);
    return 0;
  } finally {
    sound.close();
    await engine.end();
  }
}

function because(reason: string | undefined): string {
  return reason ? ` (${reason})` : '';
}
