import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { OpenedSession } from '#domain/identity/open-session.ts';
import type { SecondProof } from '#domain/identity/sign-in-second-factor.ts';
import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { refusals } from '../refusals.ts';
import { passkeyCeremonySchema, passkeySignInBody, secondFactorBody } from '../schemas/identity.ts';
import { noBody } from '../schemas/shapes.ts';
import { sessionSchema } from '../schemas/session.ts';

type Began = (reply: FastifyReply, opened: OpenedSession) => Promise<z.infer<typeof sessionSchema>>;

export const visitOf = (request: FastifyRequest) => ({
  address: request.ip,
  userAgent: request.headers['user-agent'] ?? '',
});

/** The second step of signing in, and the one that needs no first. */
export function addSignInStepRoutes(api: Api, app: Application, began: Began): void {
  api.post(
    '/api/session/second-factor',
    {
      config: { access: 'public', recordsRefusals: true },
      schema: {
        tags: ['session'],
        summary: 'Finish a sign-in that asked for a second factor',
        security: [],
        body: secondFactorBody,
        response: { 201: sessionSchema, ...refusals(400, 409) },
      },
    },
    async (request, reply) => {
      const { ticket } = request.body;
      const proof = proofOf(request.body);
      const opened = await app.identity.signInSecondFactor({ ticket, proof, ...visitOf(request) });
      return reply.code(201).send(await began(reply, opened));
    },
  );

  api.post(
    '/api/session/passkey-options',
    {
      config: { access: 'public' },
      schema: {
        tags: ['session'],
        summary: 'Begin to sign in with a passkey alone',
        security: [],
        body: noBody,
        response: { 200: passkeyCeremonySchema, ...refusals(400) },
      },
    },
    () => app.identity.beginPasskeySignIn(),
  );

  api.post(
    '/api/session/passkey',
    {
      config: { access: 'public', recordsRefusals: true },
      schema: {
        tags: ['session'],
        summary: 'Sign in with a passkey alone',
        security: [],
        body: passkeySignInBody,
        response: { 201: sessionSchema, ...refusals(400, 409) },
      },
    },
    async (request, reply) => {
      const { ticket, passkey: answer } = request.body;
      const opened = await app.identity.signInPasskey({ ticket, answer, ...visitOf(request) });
      return reply.code(201).send(await began(reply, opened));
    },
  );
}

function proofOf(body: z.infer<typeof secondFactorBody>): SecondProof {
  if ('code' in body) return { kind: 'totp', code: body.code };
  if ('passkey' in body) return { kind: 'passkey', answer: body.passkey };
  return { kind: 'recovery_code', code: body.recoveryCode };
}
