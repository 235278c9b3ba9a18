import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { actor, signedIn } from '../plugins/access.ts';
import { nothing, refusals } from '../refusals.ts';
import {
  factorChangeSchema,
  factorsSchema,
  newPasskeyBody,
  passkeyCeremonySchema,
  passkeyNameBody,
  passkeyParams,
  passwordBody,
  passwordChangeBody,
  recoveryCodesSchema,
  totpConfirmationBody,
  totpOfferSchema,
} from '../schemas/identity.ts';
import { keepRenewed } from '../session-cookie.ts';

const read = { access: { section: 'own_settings', action: 'read' } } as const;
const change = { access: { section: 'own_settings', action: 'change' } } as const;
const tags = ['own account'];

/** The own ways in. Each change asks for the password again, and renews the session's cookie. */
export function addOwnAccountRoutes(api: Api, app: Application, isHttps: boolean): void {
  const { identity } = app;

  api.put(
    '/api/me/password',
    {
      config: change,
      schema: {
        tags,
        summary: 'Change the own password; the other sessions end',
        body: passwordChangeBody,
        response: { 204: nothing, ...refusals(400) },
      },
    },
    async (request, reply) => {
      const { session } = signedIn(request);
      const told = { actor: actor(request), sessionId: session.id, ...request.body };
      keepRenewed(reply, isHttps, session, await identity.changePassword(told));
      return reply.code(204).send();
    },
  );

  api.get(
    '/api/me/factors',
    {
      config: read,
      schema: {
        tags,
        summary: 'The own second factors, and accounts elsewhere',
        response: { 200: factorsSchema, ...refusals() },
      },
    },
    async (request) => {
      const factors = await identity.listFactors({ userId: signedIn(request).session.userId });
      return {
        ...factors,
        totpSince: factors.totpSince?.toISOString() ?? null,
        identities: factors.identities.map(({ issuer, linkedAt }) => ({
          issuer,
          linkedAt: linkedAt.toISOString(),
        })),
        passkeys: factors.passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
          id,
          name,
          createdAt: createdAt.toISOString(),
          lastUsedAt: lastUsedAt?.toISOString() ?? null,
        })),
      };
    },
  );

  api.post(
    '/api/me/totp',
    {
      config: change,
      schema: {
        tags,
        summary: 'Begin to set up an authenticator app',
        body: passwordBody,
        response: { 201: totpOfferSchema, ...refusals(400, 409) },
      },
    },
    async (request, reply) => {
      const offer = await identity.beginTotp({ actor: actor(request), ...request.body });
      return reply.code(201).header('cache-control', 'no-store').send(offer);
    },
  );

  api.put(
    '/api/me/totp',
    {
      config: change,
      schema: {
        tags,
        summary: 'Show that the app is set up; it is asked for at sign-in from then on',
        body: totpConfirmationBody,
        response: { 200: factorChangeSchema, ...refusals(400, 404, 409) },
      },
    },
    async (request, reply) => {
      const { session } = signedIn(request);
      const told = { actor: actor(request), sessionId: session.id, ...request.body };
      const done = await identity.confirmTotp(told);
      keepRenewed(reply, isHttps, session, done);
      return { recoveryCodes: done.recoveryCodes };
    },
  );

  api.delete(
    '/api/me/totp',
    {
      config: change,
      schema: {
        tags,
        summary: 'Remove the authenticator app',
        body: passwordBody,
        response: { 204: nothing, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      const { session } = signedIn(request);
      const told = { actor: actor(request), sessionId: session.id, ...request.body };
      keepRenewed(reply, isHttps, session, await identity.removeTotp(told));
      return reply.code(204).send();
    },
  );

  api.delete(
    '/api/me/identities',
    {
      config: change,
      schema: {
        tags,
        summary: 'End the link to an account elsewhere',
        body: passwordBody,
        response: { 204: nothing, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      const { session } = signedIn(request);
      const told = { actor: actor(request), sessionId: session.id, ...request.body };
      keepRenewed(reply, isHttps, session, await identity.unlinkIdentities(told));
      return reply.code(204).send();
    },
  );

  api.post(
    '/api/me/recovery-codes',
    {
      config: change,
      schema: {
        tags,
        summary: 'New recovery codes; the ones before are worth nothing any more',
        body: passwordBody,
        response: { 201: recoveryCodesSchema, ...refusals(400, 409) },
      },
    },
    async (request, reply) => {
      const recoveryCodes = await identity.renewRecoveryCodes({ actor: actor(request), ...request.body });
      return reply.code(201).header('cache-control', 'no-store').send({ recoveryCodes });
    },
  );

  api.post(
    '/api/me/passkeys/options',
    {
      config: change,
      schema: {
        tags,
        summary: 'Begin to make a passkey',
        body: passwordBody,
        response: { 200: passkeyCeremonySchema, ...refusals(400, 409) },
      },
    },
    (request) => identity.beginPasskey({ actor: actor(request), ...request.body }),
  );

  api.post(
    '/api/me/passkeys',
    {
      config: change,
      schema: {
        tags,
        summary: 'Keep the passkey the device has made',
        body: newPasskeyBody,
        response: { 201: factorChangeSchema, ...refusals(400, 409) },
      },
    },
    async (request, reply) => {
      const { session } = signedIn(request);
      const { passkey: answer, ticket, name } = request.body;
      const told = { actor: actor(request), sessionId: session.id, ticket, name, answer };
      const done = await identity.addPasskey(told);
      keepRenewed(reply, isHttps, session, done);
      return reply.code(201).send({ recoveryCodes: done.recoveryCodes });
    },
  );

  api.patch(
    '/api/me/passkeys/:id',
    {
      config: change,
      schema: {
        tags,
        summary: 'Rename a passkey',
        params: passkeyParams,
        body: passkeyNameBody,
        response: { 204: nothing, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await identity.renamePasskey({ actor: actor(request), id, name: request.body.name });
      return reply.code(204).send();
    },
  );

  api.delete(
    '/api/me/passkeys/:id',
    {
      config: change,
      schema: {
        tags,
        summary: 'Remove a passkey',
        params: passkeyParams,
        body: passwordBody,
        response: { 204: nothing, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      const { session } = signedIn(request);
      const told = { actor: actor(request), sessionId: session.id, id: request.params.id, ...request.body };
      keepRenewed(reply, isHttps, session, await identity.removePasskey(told));
      return reply.code(204).send();
    },
  );
}
