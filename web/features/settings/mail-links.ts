export interface TextPart {
  readonly text: string;
  readonly isLink: boolean;
}

/** The text of a message with its web addresses told apart; nothing else becomes a link. */
export function withLinks(text: string): readonly TextPart[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/)
    .map((part, place) => ({ text: part, isLink: place % 2 === 1 }))
    .filter((part) => part.text !== '');
}
