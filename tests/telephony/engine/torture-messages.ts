/**
 * Messages after RFC 4475, written for this suite: the same faults in the same places, with addresses of the test.
 * `expected` is the class of answer a strict element gives; 'silence' where none may be sent.
 */
export interface TortureMessage {
  /** Section and name in the RFC. */
  readonly name: string;
  readonly expected: 'accepted' | 'silence' | readonly number[];
  text(place: Place): string | Buffer;
}

export interface Place {
  readonly uri: string;
  readonly phone: string;
  readonly id: string;
}

interface Parts {
  readonly start?: string;
  readonly via?: string;
  readonly to?: string;
  readonly from?: string;
  readonly cseq?: string;
  readonly callId?: string;
  readonly more?: readonly string[];
  readonly length?: string;
  readonly body?: string;
}

function options(place: Place, parts: Parts = {}): string {
  const { body = '' } = parts;
  return [
    parts.start ?? `OPTIONS ${place.uri} SIP/2.0`,
    parts.via ?? `Via: SIP/2.0/UDP ${place.phone};branch=z9hG4bK${place.id};rport`,
    parts.to ?? `To: <${place.uri}>`,
    parts.from ?? `From: <sip:caller@example.net>;tag=${place.id}`,
    parts.callId ?? `Call-ID: ${place.id}`,
    parts.cseq ?? 'CSeq: 8 OPTIONS',
    'Max-Forwards: 70',
    ...(parts.more ?? []),
    parts.length ?? `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

export const TORTURE: readonly TortureMessage[] = [
  {
    name: '3.1.1.1 a short tortuous request',
    expected: 'accepted',
    text: (place) =>
      [
        `OPTIONS ${place.uri} SIP/2.0`,
        'TO :',
        ` sip:vivekg@chair-dnrc.example.com ;   param    = "x\\"y"`,
        'from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>',
        '  ;',
        `  tag = ${place.id}`,
        'MaX-fOrWaRdS: 0068',
        `Call-ID: ${place.id}`,
        'Content-Length   : 0',
        'cseq: 0009',
        '  OPTIONS',
        `Via  : SIP  /   2.0`,
        ` /UDP`,
        `    ${place.phone};branch=z9hG4bK${place.id};rport`,
        's :',
        'NewFangledHeader:   newfangled value',
        ' continued newfangled value',
        'UnknownHeaderWithUnusualValue: ;;,,;;,;',
        'Route:',
        ' <sip:services.example.com;lr;unknownwith=value;unknown-no-value>',
        'm:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam = newvalue ; secondparam ; q = 0.33',
        '',
        '',
      ].join('\r\n'),
  },
  {
    name: '3.1.1.2 a wide range of valid characters',
    expected: [501],
    text: (place) =>
      options(place, {
        start: `!interesting-Method0123456789_*+\`.%indeed'~ ${place.uri} SIP/2.0`,
        cseq: "CSeq: 139122385 !interesting-Method0123456789_*+`.%indeed'~",
        from: `From: "BEL:\\\u0007 NUL:\\\u0001 DEL:\\\u007F" <sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com>;tag=_token~1'+\`*%!-.${place.id}`,
      }),
  },
  {
    name: '3.1.1.3 valid use of the % escaping mechanism',
    expected: 'accepted',
    text: (place) =>
      options(place, {
        to: 'To: "%Z%45" <sip:sips%3Auser%40example.com@example.net>',
        more: ['X-Null: %00'],
      }),
  },
  {
    name: '3.1.1.4 escaped nulls in URIs',
    expected: 'accepted',
    text: (place) =>
      options(place, {
        to: 'To: sip:null-%00-null@example.com',
        from: `From: sip:null-%00-null@example.com;tag=${place.id}`,
      }),
  },
  {
    name: '3.1.1.5 % when it is not an escape',
    expected: [501],
    text: (place) =>
      options(place, { start: `RE%47IST%45R ${place.uri} SIP/2.0`, cseq: 'CSeq: 29344 RE%47IST%45R' }),
  },
  {
    name: '3.1.1.6 no space between display name and <',
    expected: 'accepted',
    text: (place) => options(place, { from: `From: caller<sip:caller@example.com>;tag=${place.id}` }),
  },
  {
    name: '3.1.1.7 long values in header fields',
    expected: 'accepted',
    text: (place) =>
      options(place, {
        to: `To: "I have a user name of ${'extreme '.repeat(20)}proportion" <sip:user@example.com:6000;unknownparam1=very${'long'.repeat(30)}value>`,
        more: [`X-Long: ${'a'.repeat(2000)}`, 'Contact: <sip:long@example.com>'],
      }),
  },
  {
    name: '3.1.1.8 extra trailing octets in a datagram',
    expected: 'accepted',
    text: (place) => `${options(place)}INVITE sip:ignored@example.com SIP/2.0\r\nTo: x\r\n\r\n`,
  },
  {
    name: '3.1.1.11 multipart MIME message with binary parts',
    expected: 'accepted',
    text: (place) => {
      const body = Buffer.concat([
        Buffer.from(
          '--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n',
        ),
        Buffer.from([0, 255, 13, 10, 13, 10, 128, 1]),
        Buffer.from('\r\n--b--\r\n'),
      ]);
      const head = options(place, {
        more: ['Content-Type: multipart/mixed;boundary=b'],
        length: `Content-Length: ${body.length}`,
      });
      return Buffer.concat([Buffer.from(head), body]);
    },
  },
  {
    name: '3.1.1.12 unusual reason phrase',
    expected: 'silence',
    text: (place) => options(place, { start: 'SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - простое' }),
  },
  {
    name: '3.1.1.13 empty reason phrase',
    expected: 'silence',
    text: (place) => options(place, { start: 'SIP/2.0 100 ' }),
  },
  {
    name: '3.1.2.1 extraneous header field separators',
    expected: [400],
    text: (place) =>
      options(place, {
        via: `Via: SIP/2.0/UDP ${place.phone};;,;,,\r\nVia: SIP/2.0/UDP a;branch=b`,
        cseq: 'CSeq: x OPTIONS',
      }),
  },
  {
    name: '3.1.2.2 Content-Length larger than the message',
    expected: [400],
    text: (place) => options(place, { length: 'Content-Length: 9999' }),
  },
  {
    name: '3.1.2.3 negative Content-Length',
    expected: [400],
    text: (place) => options(place, { length: 'Content-Length: -999' }),
  },
  {
    name: '3.1.2.4 request scalar fields with overlarge values',
    expected: [400],
    text: (place) =>
      options(place, {
        cseq: 'CSeq: 36893488147419103232 OPTIONS',
        more: ['Expires: 10000000000000000000000000'],
      }),
  },
  {
    name: '3.1.2.5 response scalar fields with overlarge values',
    expected: 'silence',
    text: (place) =>
      options(place, {
        start: 'SIP/2.0 503 Service Unavailable',
        cseq: 'CSeq: 9292394834772304023312 OPTIONS',
      }),
  },
  {
    name: '3.1.2.6 unterminated quoted string in display name',
    expected: [400],
    text: (place) => options(place, { to: 'To: "Mr. J. User <sip:j.user@example.com>' }),
  },
  {
    name: '3.1.2.7 <> enclosing the request URI',
    expected: [400],
    text: (place) => options(place, { start: `OPTIONS <${place.uri}> SIP/2.0` }),
  },
  {
    name: '3.1.2.8 linear white space within the request URI',
    expected: [400],
    text: (place) => options(place, { start: `OPTIONS ${place.uri}; lr SIP/2.0` }),
  },
  {
    name: '3.1.2.9 several spaces within the request line',
    expected: [400],
    text: (place) => options(place, { start: `OPTIONS  ${place.uri}  SIP/2.0` }),
  },
  {
    name: '3.1.2.10 spaces at the end of the request line',
    expected: [400],
    text: (place) => options(place, { start: `OPTIONS ${place.uri} SIP/2.0  ` }),
  },
  {
    name: '3.1.2.11 escaped headers in the request URI',
    expected: [400],
    text: (place) => options(place, { start: `OPTIONS ${place.uri}?Route=%3Csip:example.com%3E SIP/2.0` }),
  },
  {
    name: '3.1.2.14 a To that is not a SIP URI and has a comma',
    expected: [400],
    text: (place) => options(place, { to: 'To: Bell, Alexander <sip:a.g.bell@bell-tel.com' }),
  },
  {
    name: '3.1.2.16 unknown protocol version',
    expected: [505],
    text: (place) => options(place, { start: `OPTIONS ${place.uri} SIP/7.0` }),
  },
  {
    name: '3.1.2.17 start line and CSeq method mismatch',
    expected: [400],
    text: (place) => options(place, { cseq: 'CSeq: 8 INVITE' }),
  },
  {
    name: '3.1.2.18 unknown method with CSeq method mismatch',
    expected: [400, 501],
    text: (place) => options(place, { start: `NEWMETHOD ${place.uri} SIP/2.0`, cseq: 'CSeq: 8 INVITE' }),
  },
  {
    name: '3.1.2.19 overlarge response code',
    expected: 'silence',
    text: (place) => options(place, { start: 'SIP/2.0 4294967301 better not break the receiver' }),
  },
  {
    name: '3.2.1 missing transaction identifier',
    expected: 'accepted',
    text: (place) => options(place, { via: `Via: SIP/2.0/UDP ${place.phone};branch=z9hG4bK;rport` }),
  },
  {
    name: '3.3.1 missing required header fields',
    expected: 'silence',
    text: (place) =>
      [
        `OPTIONS ${place.uri} SIP/2.0`,
        'CSeq: 193942 OPTIONS',
        `Via: SIP/2.0/UDP ${place.phone};branch=z9hG4bK1`,
        '',
        '',
      ].join('\r\n'),
  },
  {
    name: '3.3.2 request URI with unknown scheme',
    expected: [416],
    text: (place) => options(place, { start: 'OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0' }),
  },
  {
    name: '3.3.3 request URI with known but atypical scheme',
    expected: [416],
    text: (place) => options(place, { start: 'OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0' }),
  },
  {
    name: '3.3.4 unknown URI schemes in header fields',
    expected: 'accepted',
    text: (place) =>
      options(place, { to: 'To: isbn:2983792873', from: `From: <http://www.example.com>;tag=${place.id}` }),
  },
  {
    name: '3.3.7 unusable Content-Type',
    expected: 'accepted',
    text: (place) =>
      options(place, {
        more: ['Content-Type: application/unknownformat'],
        body: '<audio> <pcmu port="443"/> </audio>',
      }),
  },
  {
    name: '3.3.8 multiple values in single value required fields',
    expected: [400],
    text: (place) =>
      options(place, {
        more: [
          'CSeq: 9 OPTIONS',
          `Call-ID: other${place.id}`,
          'Max-Forwards: 2',
          'To: <sip:other@example.com>',
        ],
      }),
  },
  {
    name: '3.3.9 multiple Content-Length values',
    expected: [400],
    text: (place) =>
      options(place, {
        more: ['Content-Length: 5'],
        length: 'Content-Length: 2',
        body: 'There is no way to know',
      }),
  },
  {
    name: '3.3.15 Max-Forwards of zero at its destination',
    expected: 'accepted',
    text: (place) => options(place).replace('Max-Forwards: 70', 'Max-Forwards: 0'),
  },
  {
    name: 'line ends that are not CRLF',
    expected: 'silence',
    text: (place) => options(place).replaceAll('\r\n', '\n'),
  },
  { name: 'nothing but zeros', expected: 'silence', text: () => Buffer.alloc(600) },
  {
    name: 'a start line alone',
    expected: 'silence',
    text: (place) => `OPTIONS ${place.uri} SIP/2.0\r\n\r\n`,
  },
  {
    name: 'a thousand headers',
    expected: 'silence',
    text: (place) => options(place, { more: Array.from({ length: 1000 }, (_, index) => `X-${index}: y`) }),
  },
];
