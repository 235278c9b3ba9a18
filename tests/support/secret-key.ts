/** What the installations of tests seal and sign with. */
export const SECRET_KEY = 'the key of an installation that is only tested';
