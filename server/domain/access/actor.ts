/** Who did it and from where, as the audit log keeps it (A43). In a preview it is the one who looks, not whom. */
export interface Actor {
  readonly userId: string;
  readonly name: string;
  readonly address: string;
}
