import { expect, test } from 'vitest';
import { DescribeWriter } from './writer.ts';
import { describeRole, describeRoleBinding } from './rbac.ts';
import type { AnyObject } from '../../../kube/types.ts';
import type { Context } from '../../command.ts';

async function text(describe: typeof describeRole, object: Record<string, unknown>): Promise<string> {
  const w = new DescribeWriter();
  await describe({} as Context, object as unknown as AnyObject, w);
  return w.text();
}

test('a role: one line for each resource, its verbs together, sorted by verbs', async () => {
  const role = {
    metadata: { name: 'r', namespace: 'shop' },
    rules: [
      { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
      { apiGroups: ['apps'], resources: ['deployments/scale'], resourceNames: ['web'], verbs: ['create'] },
      { nonResourceURLs: ['/healthz', '/api/*'], verbs: ['get'] },
    ],
  };
  expect(await text(describeRole, role)).toBe(`Name:         r
Labels:       <none>
Annotations:  <none>
PolicyRule:
  Resources               Non-Resource URLs  Resource Names  Verbs
  ---------               -----------------  --------------  -----
  deployments.apps/scale  []                 [web]           [create]
  pods                    []                 []              [get list]
                          [/api/*]           []              [get]
                          [/healthz]         []              [get]
  pods/log                []                 []              [get]
`);
});

test('a role binding: the role and who has it', async () => {
  const binding = {
    metadata: { name: 'b', labels: { a: 'b' } },
    roleRef: { kind: 'Role', name: 'r' },
    subjects: [
      { kind: 'User', name: 'jane' },
      { kind: 'ServiceAccount', name: 'default', namespace: 'shop' },
    ],
  };
  expect(await text(describeRoleBinding, binding)).toBe(`Name:         b
Labels:       a=b
Annotations:  <none>
Role:
  Kind:  Role
  Name:  r
Subjects:
  Kind            Name     Namespace
  ----            ----     ---------
  User            jane     
  ServiceAccount  default  shop
`);
});
