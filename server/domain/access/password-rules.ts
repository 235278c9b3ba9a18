const SHORTEST = 12;
const LONGEST = 200;

export type PasswordProblem = 'too_short' | 'too_long' | 'too_simple' | 'names_you';

interface Person {
  readonly login: string;
  readonly email: string;
}

/** Why this cannot be somebody's password; null when it can. Long rather than odd (NIST SP 800-63B): no rule on kinds of signs. */
export function passwordProblem(password: string, person: Person | null = null): PasswordProblem | null {
  const signs = [...password];
  if (signs.length < SHORTEST) return 'too_short';
  if (signs.length > LONGEST) return 'too_long';
  if (new Set(signs).size < 5) return 'too_simple';
  return person && namesOf(person).some((name) => leftWithout(password, name) < 6) ? 'names_you' : null;
}

const namesOf = ({ login, email }: Person): string[] =>
  [login, email, email.split('@')[0] ?? ''].filter((name) => name !== '');

/** How much of it is left to guess for whoever knows the name. */
function leftWithout(password: string, name: string): number {
  return password.toLowerCase().replaceAll(name.toLowerCase(), '').length;
}
