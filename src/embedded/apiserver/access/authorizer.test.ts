import { describe, expect, it } from 'vitest';
import { definitions } from '../resources/index.ts';
import { testServer } from '../testing.ts';

const reviews = '/apis/authorization.k8s.io/v1';
const roles = '/apis/rbac.authorization.k8s.io/v1/namespaces/shop';
const account = { 'impersonate-user': 'system:serviceaccount:shop:web' };

/** The followers of roles and bindings see a change a moment after it. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('Authorizer', () => {
  it('gives what a binding gives, in its namespace alone, until it is taken away', async () => {
    const { send } = await testServer(definitions);
    const read = async (path: string) => {
      await settled();
      const { code, body } = await send('GET', path, undefined, account);
      return code === 200 ? 'allowed' : body.message;
    };
    const services = '/api/v1/namespaces/shop/services';
    const refused =
      'services is forbidden: User "system:serviceaccount:shop:web" cannot list resource "services" in API group "" in the namespace "shop"';
    expect(await read(services)).toBe(refused);
    await send('POST', `${roles}/roles`, {
      metadata: { name: 'reader' },
      rules: [{ verbs: ['list'], apiGroups: [''], resources: ['services'] }],
    });
    await send('POST', `${roles}/rolebindings`, {
      metadata: { name: 'web-reads' },
      roleRef: { kind: 'Role', name: 'reader' },
      subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }],
    });
    expect(await read(services)).toBe('allowed');
    expect(await read('/api/v1/namespaces/default/services')).toBe(
      'services is forbidden: User "system:serviceaccount:shop:web" cannot list resource "services" in API group "" in the namespace "default"',
    );
    expect(await read(`${services}/web`)).toBe(
      'services "web" is forbidden: User "system:serviceaccount:shop:web" cannot get resource "services" in API group "" in the namespace "shop"',
    );
    await send('DELETE', `${roles}/roles/reader`);
    expect(await read(services)).toBe(`${refused}: RBAC: role.rbac.authorization.k8s.io "reader" not found`);
  });

  it('lets view read and not write, and edit write and not grant', async () => {
    const { send } = await testServer(definitions);
    const bind = (name: string) =>
      send('POST', `${roles}/rolebindings`, {
        metadata: { name },
        roleRef: { kind: 'ClusterRole', name },
        subjects: [{ kind: 'User', name }],
      });
    await bind('view');
    await bind('edit');
    await settled();
    const may = async (user: string, verb: string, group: string, resource: string) => {
      const spec = { user, resourceAttributes: { verb, group, resource, namespace: 'shop' } };
      const { body } = await send('POST', `${reviews}/subjectaccessreviews`, { spec });
      return (body as unknown as { status: { allowed: boolean } }).status.allowed;
    };
    const asked: [string, string, string][] = [
      ['list', '', 'services'],
      ['create', '', 'services'],
      ['get', '', 'secrets'],
      ['create', 'rbac.authorization.k8s.io', 'rolebindings'],
    ];
    const answers = async (user: string) =>
      Promise.all(asked.map(([verb, group, resource]) => may(user, verb, group, resource)));
    expect([await answers('view'), await answers('edit')]).toEqual([
      [true, false, false, false],
      [true, true, true, false],
    ]);
  });

  it('refuses a path that is no resource, and lets everybody see that the server is well', async () => {
    const { send } = await testServer(definitions);
    const jane = { 'impersonate-user': 'jane' };
    const metrics = await send('GET', '/metrics', undefined, jane);
    expect([metrics.code, metrics.body.message]).toEqual([
      403,
      'forbidden: User "jane" cannot get path "/metrics"',
    ]);
    expect((await send('GET', '/healthz', undefined, jane)).code).toBe(200);
  });

  it('knows the bearer of a token that it gave, and nobody else', async () => {
    const { send } = await testServer(definitions);
    await send('POST', '/api/v1/namespaces/shop/serviceaccounts', { metadata: { name: 'web' } });
    const given = await send('POST', '/api/v1/namespaces/shop/serviceaccounts/web/token', { spec: {} });
    const { token } = (given.body as unknown as { status: { token: string } }).status;
    const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
    const self = await send('POST', path, {}, { authorization: `Bearer ${token}` });
    const { userInfo } = (self.body as unknown as { status: { userInfo: Record<string, unknown> } }).status;
    expect([userInfo['username'], userInfo['groups']]).toEqual([
      'system:serviceaccount:shop:web',
      ['system:serviceaccounts', 'system:serviceaccounts:shop', 'system:authenticated'],
    ]);
    const forged = await send('POST', path, {}, { authorization: `Bearer ${token.slice(0, -4)}AAAA` });
    expect([forged.code, forged.body.message]).toEqual([401, 'Unauthorized']);
  });
});
