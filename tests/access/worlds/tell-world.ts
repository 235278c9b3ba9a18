import { type Labels, sections, type User, type World } from '../statement/world.ts';

/** A world as a person reads it: a line for each user and record, and nothing that is as usual. */
export function tellWorld(world: World): string {
  const lines = [
    ...world.users.map((user) => userLine(user, world.chosenChannels[user.id])),
    ...world.organizations.map(({ id, kind, owner, labels }) => [
      id,
      kind,
      `of ${owner ?? 'nobody'}`,
      ...said(labels),
    ]),
    ...world.contacts.map(({ id, owner, managers, organization, labels }) => [
      id,
      `of ${owner}`,
      ...managers.map((manager) => `managed by ${manager}`),
      ...(organization === null ? [] : [`in ${organization}`]),
      ...said(labels),
    ]),
    ...world.tickets.map(({ id, owner, contact, labels }) => [
      id,
      `of ${owner}`,
      `about ${contact}`,
      ...said(labels),
    ]),
    ...world.meetings.map(({ id, user, author, contact, project, labels }) => [
      id,
      `for ${user ?? 'anybody'} by ${author} with ${contact ?? 'a stranger'} in ${project}`,
      ...said(labels),
    ]),
    ...world.calls.map(({ id, agent, rangAt, contact, isRinging, labels }) => [
      id,
      `from ${contact ?? 'a stranger'}`,
      ...(rangAt.length > 0 ? [`${isRinging ? 'ringing' : 'rang'} at ${rangAt.join(', ')}`] : []),
      ...(agent === null ? [] : [`answered by ${agent}`]),
      ...said(labels),
    ]),
    ...world.notes.map(({ id, contact, author }) => [id, `on ${contact} by ${author}`]),
    ...world.handOvers.map(({ id, call, contact, agent }) => [id, `${agent} asks for ${contact} of ${call}`]),
    ...world.projects.map(({ id, members }) => [id, `of ${members.join(', ')}`]),
    ['allowed from', ...world.allowedRanges],
  ];
  return lines.map((line) => `  ${line.join(', ')}`).join('\n');
}

function userLine(user: User, chosenChannel: string | undefined): string[] {
  const lost = (marks: readonly string[]) => sections.filter((section) => !marks.includes(section));
  const roles = user.accountRoles.join(' ');
  const isDirector = user.role === 'director';
  return [
    `${user.id} ${user.isChief ? 'chief ' : ''}${user.role}`,
    ...(isDirector ? [] : [`under ${user.responsible ?? 'nobody'}`]),
    ...(user.status === 'active' ? [] : [user.status]),
    ...(user.dataAccess === 'team' ? [] : [user.dataAccess]),
    ...(isDirector || roles === 'customer_manager partner_manager' ? [] : [`roles: ${roles || 'none'}`]),
    ...(isDirector ? [] : lost(user.eyes).map((section) => `no eye on ${section}`)),
    ...(isDirector
      ? []
      : lost(user.pencils)
          .filter((section) => user.eyes.includes(section))
          .map((section) => `no pencil for ${section}`)),
    ...said(user.labels),
    ...(chosenChannel === undefined ? [] : [`has chosen ${chosenChannel}`]),
  ];
}

function said({ channel, branch, department, groups }: Labels): string[] {
  const labels = [channel, branch, department, ...groups].filter((label) => label !== null);
  return labels.length === 0 ? [] : [`labelled ${labels.join(' ')}`];
}
