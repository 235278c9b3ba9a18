import { z } from 'zod';
import { openIdRefusals } from '../../domain/identity/open-id-refusals.ts';
import { secondFactors } from '../../domain/identity/second-factors.ts';
import { instantSchema, itemsOf, line, listOf } from './shapes.ts';

const password = z.string().min(1).max(1000);
const ticket = z.string().min(1).max(100);
const base64url = z.string().max(100_000);

/** What WebAuthn gives to `navigator.credentials`, in its JSON form. */
const ceremonyOptionsSchema = z.record(z.string(), z.unknown());

/** What `navigator.credentials` gave, in its JSON form. */
const passkeyAnswer = z.strictObject({
  id: z.string().min(1).max(2000),
  rawId: base64url,
  type: z.literal('public-key'),
  authenticatorAttachment: z.string().max(40).nullish(),
  clientExtensionResults: z.record(z.string(), z.unknown()),
  response: z.strictObject({
    clientDataJSON: base64url,
    attestationObject: base64url.optional(),
    authenticatorData: base64url.optional(),
    signature: base64url.optional(),
    userHandle: base64url.nullish(),
    transports: z.array(z.string().max(40)).max(20).optional(),
    publicKey: base64url.optional(),
    publicKeyAlgorithm: z.number().optional(),
  }),
});

/** The password was right, and is not enough. */
export const secondStepSchema = z
  .object({
    needs: listOf(z.enum(secondFactors)),
    /** Good for five minutes and five tries. */
    ticket: z.string(),
    /** For `navigator.credentials.get`, where a passkey will do. */
    passkey: ceremonyOptionsSchema.nullable(),
  })
  .meta({ id: 'SecondStep' });

export const secondFactorBody = z.union([
  z.strictObject({ ticket, code: line(20).min(1) }),
  z.strictObject({ ticket, recoveryCode: line(40).min(1) }),
  z.strictObject({ ticket, passkey: passkeyAnswer }),
]);

export const passkeyCeremonySchema = z
  .object({ ticket: z.string(), options: ceremonyOptionsSchema })
  .meta({ id: 'PasskeyCeremony' });

export const passkeySignInBody = z.strictObject({ ticket, passkey: passkeyAnswer });

export const openIdSchema = z
  .object({
    isOn: z.boolean(),
    /** As people call the provider. */
    name: z.string().nullable(),
  })
  .meta({ id: 'OpenId' });

export const openIdStartQuery = z.strictObject({ next: z.string().max(2000).optional() });
/** What a provider adds is its own. */
export const openIdReturnQuery = z.record(z.string(), z.unknown());
export const openIdRefusalSchema = z.enum([...openIdRefusals, 'unavailable']);

export const passwordBody = z.strictObject({ password });
export const passwordChangeBody = z.strictObject({ current: password, next: password });

export const factorsSchema = z
  .object({
    /** Null: no authenticator app is set up. */
    totpSince: instantSchema.nullable(),
    passkeys: listOf(
      z.object({
        id: z.string(),
        name: z.string(),
        createdAt: instantSchema,
        lastUsedAt: instantSchema.nullable(),
      }),
    ),
    recoveryCodesLeft: z.int(),
    /** Accounts at an OpenID provider that open the desk. */
    identities: listOf(z.object({ issuer: z.string(), linkedAt: instantSchema })),
    /** Passkeys are made and used on pages opened here. */
    passkeyOrigin: z.string(),
  })
  .meta({ id: 'Factors' });

export const totpOfferSchema = z.object({ secret: z.string(), uri: z.string() }).meta({ id: 'TotpOffer' });
export const totpConfirmationBody = z.strictObject({ code: line(20).min(1) });

export const recoveryCodesSchema = z.object({ recoveryCodes: listOf(z.string()) });
export const factorChangeSchema = z
  .object({
    /** With the first factor; never shown again. */
    recoveryCodes: listOf(z.string()).nullable(),
  })
  .meta({ id: 'FactorChange' });

export const newPasskeyBody = z.strictObject({ ticket, name: line(60).min(1), passkey: passkeyAnswer });
export const passkeyNameBody = z.strictObject({ name: line(60).min(1) });
export const passkeyParams = z.strictObject({ id: z.string().min(1).max(2000) });

export const sessionParams = z.strictObject({ id: z.string().min(1).max(100) });
export const ownSessionsSchema = itemsOf(
  z
    .object({
      id: z.string(),
      address: z.string(),
      /** Null: not a browser we know. */
      browser: z.string().nullable(),
      system: z.string().nullable(),
      createdAt: instantSchema,
      lastSeenAt: instantSchema,
      /** The one that asks. */
      isCurrent: z.boolean(),
    })
    .meta({ id: 'OwnSession' }),
);
export const endedSessionsSchema = z.object({ count: z.int() });
export const removedFactorsSchema = z.object({ count: z.int() });

export type SecondStep = z.infer<typeof secondStepSchema>;
export type SecondFactor = (typeof secondFactors)[number];
export type SecondFactorBody = z.infer<typeof secondFactorBody>;
export type PasskeyCeremony = z.infer<typeof passkeyCeremonySchema>;
export type OpenId = z.infer<typeof openIdSchema>;
export type OpenIdRefusal = z.infer<typeof openIdRefusalSchema>;
export type Factors = z.infer<typeof factorsSchema>;
export type PasskeyView = Factors['passkeys'][number];
export type TotpOffer = z.infer<typeof totpOfferSchema>;
export type FactorChange = z.infer<typeof factorChangeSchema>;
export type OwnSession = z.infer<typeof ownSessionsSchema>['items'][number];
