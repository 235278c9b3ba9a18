import { z } from 'zod';
import { callResults, callStatuses } from '../../domain/calls/call.ts';

export const callDirection = z.enum(['inbound', 'outbound']);
export const callStatus = z.enum(callStatuses);
export const callResult = z.enum(callResults);
export const hangupSide = z.enum(['contact', 'agent', 'system']);
