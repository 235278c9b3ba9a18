import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { frame } from './control-frames.ts';
import type { Destination } from './transport.ts';

export interface UpwardIds {
  readonly transactionId: string;
  readonly dialogId: string;
  /** Address and port a new request was received on. */
  readonly receivedOn?: string;
}

/** One connected drachtio-srf client. */
export class Application {
  tags: readonly string[] = [];
  isAuthenticated = false;
  isConnected = true;
  readonly verbs = new Set<string>();
  readonly #socket: Socket;
  #isCorked = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  sendFromNetwork(text: string, peer: Destination, ids: UpwardIds): void {
    const receivedOn = ids.receivedOn === undefined ? '' : `${ids.receivedOn}|`;
    this.#write(
      `sip|network|${describe(text, peer)}|${ids.transactionId}|${ids.dialogId}|${receivedOn}\r\n${text}`,
    );
  }

  /** A request the engine sent by itself, so that the application learns of it. */
  sendUnsolicited(text: string, peer: Destination, dialogId: string): void {
    this.#write(`sip|application|${describe(text, peer)}|unsolicited|${dialogId}|\r\n${text}`);
  }

  requestSent(messageId: string, text: string, peer: Destination, transactionId: string): void {
    this.reply(messageId, 'OK', `application|${describe(text, peer)}|${transactionId}|Msg sent:|\r\n${text}`);
  }

  responseSent(
    messageId: string,
    text: string,
    peer: Destination,
    transactionId: string,
    dialogId: string,
  ): void {
    const ids = `${transactionId}|${dialogId}`;
    this.reply(messageId, 'OK', `application|${describe(text, peer)}|${ids}||Msg sent:|\r\n${text}`);
  }

  /** An answer of a proxied branch; the application waits for more. */
  proxyResponse(messageId: string, text: string, peer: Destination, transactionId: string): void {
    this.reply(messageId, 'OK', `network|${describe(text, peer)}|${transactionId}||continue|\r\n${text}`);
  }

  sendCdr(event: string, text: string, from: 'network' | 'application', detail?: string): void {
    this.#write(`${event}|${from}|${timeOfDay()}${detail === undefined ? '' : `|${detail}`}\r\n${text}`);
  }

  refuse(messageId: string, reason: string): void {
    this.reply(messageId, 'NOK', reason);
  }

  reply(messageId: string, outcome: 'OK' | 'NO' | 'NOK', data?: string): void {
    this.#write(`response|${messageId}|${outcome}${data === undefined ? '' : `|${data}`}`);
  }

  close(): void {
    this.isConnected = false;
    this.#socket.destroySoon();
  }

  /** What comes in one turn of the loop goes out in one write: under load a write costs more than what it says. */
  #write(text: string): void {
    if (!this.isConnected) return;
    if (!this.#isCorked) {
      this.#isCorked = true;
      this.#socket.cork();
      setImmediate(() => {
        this.#isCorked = false;
        this.#socket.uncork();
      });
    }
    this.#socket.write(frame(`${randomUUID()}|${text}`));
  }
}

function describe(text: string, peer: Destination): string {
  return `${Buffer.byteLength(text)}|${peer.protocol}|${peer.address}|${peer.port}|${timeOfDay()}`;
}

function timeOfDay(): string {
  return `${new Date().toISOString().slice(11, 23)}000`;
}
