import { z } from 'zod';
import { channelKinds } from '../../domain/structure/unit.ts';
import { problemSchema } from './problem.ts';
import { itemsOf, line, namedSchema } from './shapes.ts';

/** Spelled in any case, a name is taken once. */
const nameSchema = line(100).min(1, 'required');
const kindSchema = z.enum(channelKinds);

/** `userCount`: who carries it. */
const unitSchema = namedSchema.extend({ userCount: z.int() });
export const channelSchema = unitSchema.extend({ kind: kindSchema }).meta({ id: 'Channel' });
/** A branch, a department or a group. */
export const structureUnitSchema = unitSchema.meta({ id: 'StructureUnit' });

export const channelsSchema = itemsOf(channelSchema);
export const structureUnitsSchema = itemsOf(structureUnitSchema);

export const newChannelBody = z.strictObject({ name: nameSchema, kind: kindSchema });
export const channelChangeBody = z
  .strictObject({ name: nameSchema.optional(), kind: kindSchema.optional() })
  .refine((body) => Object.keys(body).length > 0, 'empty');
export const unitBody = z.strictObject({ name: nameSchema });

/** How many of each kind, by which something is still held. */
const countsSchema = z.object({
  users: z.int(),
  contacts: z.int(),
  organizations: z.int(),
  tickets: z.int(),
  meetings: z.int(),
  calls: z.int(),
});

/** 409 with code `in_use`. */
export const inUseSchema = problemSchema.extend({ inUse: countsSchema }).meta({ id: 'InUse' });
export const usersInUseSchema = problemSchema.extend({ inUse: z.object({ users: z.int() }) });

/** `areChannelsOn`: whether anything of sales channels is offered (A16). */
export const installationSchema = z.object({ areChannelsOn: z.boolean() }).meta({ id: 'Installation' });
export const installationBody = z.strictObject({ areChannelsOn: z.boolean() });

/** How many records of the user carry other labels than the user does now (A15). */
export const hiddenRecordsSchema = z
  .object({ counts: countsSchema.omit({ users: true }), total: z.int() })
  .meta({ id: 'HiddenRecords' });
/** `expectedCount`: the total that was shown; another one by then is a 409. */
export const restoreVisibilityBody = z.strictObject({ expectedCount: z.int().min(0) });

export type Channel = z.infer<typeof channelSchema>;
export type StructureUnit = z.infer<typeof structureUnitSchema>;
export type NewChannel = z.infer<typeof newChannelBody>;
export type ChannelChange = z.infer<typeof channelChangeBody>;
export type InUse = z.infer<typeof inUseSchema>;
export type Installation = z.infer<typeof installationSchema>;
export type HiddenRecords = z.infer<typeof hiddenRecordsSchema>;
