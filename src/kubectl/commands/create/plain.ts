import type { Command } from '../../command.ts';
import { createGenerated, generatedFlags, nameOf } from './generated.ts';

export const createNamespace: Command = {
  name: 'namespace',
  aliases: ['ns'],
  short: 'Create a namespace with the specified name',
  long: 'Create a namespace with the specified name.',
  usage: 'NAME [--dry-run=server|client|none]',
  flags: generatedFlags,
  run: (context) =>
    createGenerated(context, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: nameOf(context) },
      spec: {},
      status: {},
    }),
};

export const createServiceAccount: Command = {
  name: 'serviceaccount',
  aliases: ['sa'],
  short: 'Create a service account with the specified name',
  long: 'Create a service account with the specified name.',
  usage: 'NAME [--dry-run=server|client|none]',
  flags: generatedFlags,
  run: (context) =>
    createGenerated(
      context,
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: nameOf(context) } },
      'failed to create serviceaccount',
    ),
};
