import { CommandError, type Command } from '../../command.ts';
import { createGenerated, generatedFlags, nameOf } from './generated.ts';

/** `a=b,c=d` as a map. */
function pairsOf(text: string, wrong: (pair: string) => string): Record<string, string> {
  const pairs = text.split(',').filter(Boolean);
  return Object.fromEntries(
    pairs.map((pair): [string, string] => {
      const at = pair.indexOf('=');
      if (at <= 0) throw new CommandError(wrong(pair));
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** Models kubectl pkg/cmd/create create_quota.go. */
export const createQuota: Command = {
  name: 'quota',
  aliases: ['resourcequota'],
  short: 'Create a quota with the specified name',
  long: 'Create a resource quota with the specified name, hard limits, and optional scopes.',
  examples:
    '# At most ten Pods and five Services in the namespace\nkubectl create quota small --hard=pods=10,services=5',
  usage: 'NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]',
  completes: 'none',
  flags: [
    ...generatedFlags,
    { name: 'hard', kind: 'string', help: 'Limits, as resource=quantity pairs with commas between.' },
    { name: 'scopes', kind: 'string', help: 'Scopes that each object must match, with commas between.' },
  ],
  async run(context) {
    const { flags } = context;
    const name = nameOf(context);
    const hard = pairsOf(
      flags.string('hard'),
      (pair) => `Invalid argument syntax ${pair}, expected <resource>=<value>`,
    );
    const scopes = flags.string('scopes').split(',').filter(Boolean);
    const spec = { ...(Object.keys(hard).length ? { hard } : {}), ...(scopes.length ? { scopes } : {}) };
    await createGenerated(
      context,
      { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name }, spec, status: {} },
      'failed to create quota',
    );
  },
};

/** Models kubectl pkg/cmd/create create_pdb.go. */
export const createBudget: Command = {
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  short: 'Create a pod disruption budget with the specified name',
  long: 'Create a pod disruption budget with the specified name, selector, and desired minimum available pods.',
  examples:
    '# At least one Pod of web stays while a node is drained\nkubectl create pdb web --selector=app=web --min-available=1',
  usage: 'NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]',
  completes: 'none',
  flags: [
    ...generatedFlags,
    { name: 'max-unavailable', kind: 'string', help: 'How many Pods may be missing, a number or a share.' },
    { name: 'min-available', kind: 'string', help: 'How many Pods must stay, a number or a share.' },
    { name: 'selector', kind: 'string', help: 'Label selector of the Pods; equality only.' },
  ],
  async run(context) {
    const { flags } = context;
    const name = nameOf(context);
    const [most, least] = [flags.string('max-unavailable'), flags.string('min-available')];
    if (flags.string('selector') === '') throw new CommandError('a selector must be specified');
    if (most === '' && least === '') {
      throw new CommandError('one of min-available or max-unavailable must be specified');
    }
    if (most !== '' && least !== '') {
      throw new CommandError('min-available and max-unavailable cannot be both specified');
    }
    const matchLabels = pairsOf(
      flags.string('selector'),
      (pair) => `unable to parse requirement: ${pair} is no key=value`,
    );
    const amount = (text: string) => (/^\d+$/.test(text) ? Number(text) : text);
    const limit = least !== '' ? { minAvailable: amount(least) } : { maxUnavailable: amount(most) };
    const status = { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };
    await createGenerated(
      context,
      {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name },
        spec: { ...limit, selector: { matchLabels } },
        status,
      },
      'failed to create poddisruptionbudgets',
    );
  },
};

/** Models kubectl pkg/cmd/create create_priorityclass.go. */
export const createPriorityClass: Command = {
  name: 'priorityclass',
  aliases: ['pc'],
  short: 'Create a priority class with the specified name',
  long: 'Create a priority class with the specified name, value, globalDefault and description.',
  examples:
    '# A class above the others\nkubectl create priorityclass high --value=1000 --description="before the rest"',
  usage: 'NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none]',
  completes: 'none',
  flags: [
    ...generatedFlags,
    { name: 'description', kind: 'string', help: 'What the class is for.' },
    { name: 'global-default', kind: 'bool', help: 'Pods that name no class have this one.' },
    {
      name: 'preemption-policy',
      kind: 'string',
      default: 'PreemptLowerPriority',
      help: 'Whether Pods of the class push out others.',
    },
    { name: 'value', kind: 'int', default: '0', help: 'The priority.' },
  ],
  async run(context) {
    const { flags } = context;
    const name = nameOf(context);
    await createGenerated(
      context,
      {
        apiVersion: 'scheduling.k8s.io/v1',
        kind: 'PriorityClass',
        metadata: { name },
        ...(flags.string('description') ? { description: flags.string('description') } : {}),
        ...(flags.bool('global-default') ? { globalDefault: true } : {}),
        preemptionPolicy: flags.string('preemption-policy'),
        value: flags.int('value'),
      },
      'failed to create priorityclass',
    );
  },
};
