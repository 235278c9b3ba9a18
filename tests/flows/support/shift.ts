import type { Team, TestContact } from '../../support/product/company.ts';
import { connectDeskClient, type DeskClient } from '../../support/product/desk-client.ts';
import type { Product } from '../../support/product/start-product.ts';
import type { IncomingCall } from '../../support/sip/incoming-call.ts';
import type { OutgoingCall } from '../../support/sip/outgoing-call.ts';
import { Telephone } from '../../support/sip/telephone.ts';

export interface Talk {
  readonly caller: OutgoingCall;
  readonly phone: IncomingCall;
}

/** One agent at work without a browser: a phone, a window, a contact who may call. */
export class Shift {
  readonly #product: Product;
  readonly team: Team;
  readonly contact: TestContact;
  readonly phone: Telephone;
  readonly desk: DeskClient;

  static async begin(product: Product, project: Readonly<Record<string, unknown>> = {}): Promise<Shift> {
    await product.ready();
    const team = await product.company.team({ project: { wrap_up_seconds: 1, ...project } });
    const [agent] = team.agents;
    const contact = await product.company.contact({ firstName: 'Fay', lastName: 'Fault', owner: agent });
    const phone = await Telephone.open();
    await phone.register(product.sip, agent);
    await product.database.query(`UPDATE agent_states SET status = 'available' WHERE user_id = $1`, [
      agent.id,
    ]);
    const desk = await connectDeskClient(product.webUrls[0], agent, product.database);
    return new Shift(product, team, contact, phone, desk);
  }

  private constructor(
    product: Product,
    team: Team,
    contact: TestContact,
    phone: Telephone,
    desk: DeskClient,
  ) {
    this.#product = product;
    this.team = team;
    this.contact = contact;
    this.phone = phone;
    this.desk = desk;
  }

  call(): OutgoingCall {
    return this.#product.trunkPeer.call({
      ...this.#product.sip,
      from: this.contact.number,
      to: this.team.dialled,
    });
  }

  /** A call that is answered and talked on. */
  async talk(withinMs = 15_000): Promise<Talk> {
    const caller = this.call();
    const phone = await this.phone.nextCall(withinMs);
    phone.ring();
    await phone.answer();
    await caller.answered();
    return { caller, phone };
  }

  end(): void {
    this.desk.close();
    this.phone.unplug();
  }
}
