/*
 * Descriptions (RFC 4566, RFC 3264) for a party who must wait for the other: everything agreed on, nothing sent.
 */

const DISCARD_PORT = 9;

/** The answer that accepts an offer's first audio stream and keeps it silent; other streams are refused. */
export function silentAnswer(offer: string, address: string): string {
  const [, ...media] = offer.split(/^(?=m=)/m);
  let isTaken = false;
  const answered = media.map((section) => {
    const take = !isTaken && section.startsWith('m=audio');
    isTaken ||= take;
    return take ? silenced(section) : refusedStream(section);
  });
  return session(address) + answered.join('');
}

/** An offer that any telephone can answer, for a called party who is to wait for the agent. */
export function silentOffer(address: string): string {
  const audio = [
    `m=audio ${DISCARD_PORT} RTP/AVP 8 0 101`,
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-16',
    'a=inactive',
  ];
  return `${session(address)}${audio.join('\r\n')}\r\n`;
}

/** Whether a party's new description sends and receives at the same place with the same formats as before. */
export function isSameMedia(one: string, other: string): boolean {
  const essence = (sdp: string): string =>
    sdp
      .split(/\r?\n/)
      .filter((line) => /^[cm]=/.test(line))
      .join('\n');
  return essence(one) === essence(other);
}

function session(address: string): string {
  const family = address.includes(':') ? 'IP6' : 'IP4';
  const id = Date.now();
  return `v=0\r\no=- ${id} ${id} IN ${family} ${address}\r\ns=-\r\nc=IN ${family} ${address}\r\nt=0 0\r\n`;
}

function silenced(section: string): string {
  const lines = section.split(/\r?\n/).filter((line) => line !== '');
  const [media = '', ...attributes] = lines;
  const kept = attributes.filter((line) => /^a=(rtpmap|fmtp|mid|setup|fingerprint|ptime)/.test(line));
  return `${[media.replace(/^m=audio \d+/, `m=audio ${DISCARD_PORT}`), ...kept, 'a=inactive'].join('\r\n')}\r\n`;
}

function refusedStream(section: string): string {
  const media = section.split(/\r?\n/)[0] ?? '';
  return `${media.replace(/^(m=\S+) \d+/, '$1 0')}\r\n`;
}
