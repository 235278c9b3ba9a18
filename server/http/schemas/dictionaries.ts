import { z } from 'zod';
import { idSchema, itemsOf, listOf, namedSchema, searchText } from './shapes.ts';
import { stageSchema } from './contacts.ts';
import { meetingMode } from './meeting-words.ts';

const projectSchema = namedSchema.extend({
  timeZone: z.string(),
  modes: listOf(meetingMode),
  outcomes: listOf(namedSchema),
  memberIds: listOf(idSchema),
});

/** The short lists that forms choose from. */
export const dictionariesSchema = z
  .object({
    stages: listOf(stageSchema),
    sources: listOf(namedSchema),
    tags: listOf(namedSchema),
    projects: listOf(projectSchema),
    channels: listOf(namedSchema),
    users: listOf(namedSchema),
    owners: listOf(namedSchema),
  })
  .meta({ id: 'Dictionaries' });

export const organizationQuery = z.strictObject({ search: searchText.default('') });
export const organizationsSchema = itemsOf(namedSchema);

export type Dictionaries = z.infer<typeof dictionariesSchema>;
