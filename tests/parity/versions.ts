import type { Answer } from '../fidelity/compare.ts';

type Rule = readonly [what: string, change: (text: string) => string];

const replace =
  (pattern: RegExp, replacement: string) =>
  (text: string): string =>
    text.replace(pattern, replacement);

/**
 * What kubectl 1.36, our model, says otherwise than the older real one at hand (1.32 and 1.33 were looked at). Each
 * rule takes one form of words to the other, on both sides, and nothing else: who is named and how many, and exit
 * codes, stay compared.
 */
const rules: readonly Rule[] = [
  [
    'a deletion names the namespace',
    replace(/^(\S+ "\S+" (?:force )?deleted) from \S+ namespace(?=$| \()/gm, '$1'),
  ],
  [
    'an empty creationTimestamp is left out of YAML',
    (text) =>
      text
        .replace(/^( *)((?:- )?)metadata:\n *creationTimestamp: null\n(?!\1 )/gm, '$1$2metadata: {}\n')
        .replace(/^ *creationTimestamp: null\n/gm, ''),
  ],
  [
    'and of JSON',
    (text) =>
      text
        .replace(/\{\n *"creationTimestamp": null\n *\}/g, '{}')
        .replace(/\n *"creationTimestamp": null,/g, '')
        .replace(/,\n *"creationTimestamp": null(?=\n)/g, ''),
  ],
  ['there is the format kyaml', replace(/(?<=allowed formats are: .*),kyaml(?=,)/g, '')],
  [
    'a described port has its name behind it',
    (text) =>
      text.replace(/^ *(?:Host )?Ports?:\s+\d.*$/gm, (line) =>
        line.replace(/(?<=\/(?:TCP|UDP|SCTP)) \([a-z0-9-]+\)/g, ''),
      ),
  ],
  ['a node has no Kube-Proxy Version', replace(/^ *Kube-Proxy Version:.*\n/gm, '')],
  [
    'whether a projected ConfigMap may be missing has another key',
    replace(/^( *)ConfigMapOptional:( +)<nil>$/gm, '$1Optional:$2false'),
  ],
  [
    'a described event names its container',
    replace(/^(.* kubelet +)spec\.(?:initContainers|containers)\{[^}]+\}: /gm, '$1'),
  ],
  ['several objects are described without their events', withoutEvents],
  [
    'scaling what is not there',
    replace(
      /^error: no objects passed to scale (\S+ "\S+" not found)$/gm,
      'Error from server (NotFound): $1',
    ),
  ],
  [
    'a wrong container: the right ones are named',
    replace(/^(error: container \S+ is not valid for pod \S+) out of: .*$/gm, '$1'),
  ],
  [
    'undoing what was applied warns',
    replace(
      /^Warning: resource \S+ was previously managed with 'kubectl apply'\. Rolling back will not .*\n/gm,
      '',
    ),
  ],
  ['the distance between the versions', replace(/^WARNING: version difference between .*\n/gm, '')],
  ['a kubeconfig has no preferences', replace(/^preferences: \{\}\n/gm, '')],
];

function withoutEvents(text: string): string {
  const blocks = text.split(/\n\n\n(?=Name: )/);
  if (!text.startsWith('Name:') || blocks.length < 2) return text;
  return blocks
    .map((block) => block.replace(/\n?^Events:(?:.*\n?)(?: .*\n?)*$/m, '').trimEnd())
    .join('\n\n\n');
}

export function withoutVersion({ exit, stdout, stderr }: Answer): Answer {
  const plain = (text: string) => rules.reduce((changed, [, change]) => change(changed), text);
  return { exit, stdout: plain(stdout), stderr: plain(stderr) };
}
