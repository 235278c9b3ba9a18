/** Paragraphs as HTML that any mail program shows; addresses become links. */
export function mailHtml(subject: string, paragraphs: readonly string[]): string {
  const body = paragraphs.map((paragraph) => `<p>${linked(paragraph)}</p>`).join('\n');
  return `<!doctype html><html><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="font:15px/1.5 sans-serif;color:#1d2530">
${body}
</body></html>`;
}

function linked(paragraph: string): string {
  const text = escaped(paragraph);
  return /^https?:\/\/\S+$/.test(paragraph) ? `<a href="${text}">${text}</a>` : text;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
