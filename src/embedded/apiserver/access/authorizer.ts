import type { LabelSelector, AnyObject } from '../../../kube/types.ts';
import { matchesLabelSelector } from '../../../kube/selector.ts';
import type { ResourceDefinition } from '../definition.ts';
import { prefixOf } from '../registry/keys.ts';
import type { Registry } from '../registry/registry.ts';
import { bootstrapObjects } from './bootstrap.ts';
import { allows, appliesTo, type Attributes, type PolicyRule, type Subject, type User } from './rules.ts';

const group = 'rbac.authorization.k8s.io';

interface Binding extends AnyObject {
  roleRef?: { kind?: string; name?: string };
  subjects?: Subject[];
}
interface Role extends AnyObject {
  rules?: PolicyRule[];
  aggregationRule?: { clusterRoleSelectors?: LabelSelector[] };
}

/** A rule that somebody has, and where from. */
interface Grant {
  rule: PolicyRule;
  reason: string;
}

interface Grants {
  grants: Grant[];
  /** Roles that bindings name and that are not there. */
  problems: string[];
}

export interface Decision {
  allowed: boolean;
  /** Why it is allowed, or what was wrong with the bindings looked at. */
  reason: string;
}

/**
 * Decides by the Roles and bindings that are stored who may do what.
 * Models kubernetes plugin/pkg/auth/authorizer/rbac.
 */
export class Authorizer {
  private readonly registry: Registry;
  private readonly signal: AbortSignal;
  private starting: Promise<void> | undefined;
  /** By user and namespace, until any role or binding changes. */
  private readonly known = new Map<string, Grants>();

  /** @param signal stops following the changes of roles and bindings */
  constructor(registry: Registry, signal: AbortSignal) {
    this.registry = registry;
    this.signal = signal;
  }

  /** Writes the API server's own policy, and begins to follow all of it. Not before the store is asked at all. */
  private ready(): Promise<void> {
    return (this.starting ??= (async () => {
      await this.bootstrap();
      for (const resource of ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings']) {
        const definition = this.registry.find(group, resource);
        if (definition) void this.follow(definition).catch(() => undefined);
      }
    })());
  }

  private async follow(definition: ResourceDefinition): Promise<void> {
    const { storage } = this.registry;
    const changes = storage.watch(prefixOf(definition), storage.revision(), this.signal);
    for await (const { revision } of changes) if (revision > 0) this.known.clear();
  }

  async decide(user: User, asked: Attributes): Promise<Decision> {
    // They need no grant: without them nobody could repair the grants.
    if (user.groups.includes('system:masters')) return { allowed: true, reason: '' };
    const { grants, problems } = await this.grants(user, asked.namespace);
    const found = grants.find(({ rule }) => allows(rule, asked));
    if (found) return { allowed: true, reason: found.reason };
    return { allowed: false, reason: problems.length > 0 ? `RBAC: ${problemText(problems)}` : '' };
  }

  async rulesFor(user: User, namespace: string): Promise<{ rules: PolicyRule[]; problems: string[] }> {
    const { grants, problems } = await this.grants(user, namespace);
    return { rules: grants.map(({ rule }) => rule), problems };
  }

  private async grants(user: User, namespace: string | undefined): Promise<Grants> {
    await this.ready();
    const key = JSON.stringify([user.name, user.groups, namespace]);
    const known = this.known.get(key);
    if (known) return known;
    const found = await this.collect(user, namespace);
    this.known.set(key, found);
    return found;
  }

  private async collect(user: User, namespace: string | undefined): Promise<Grants> {
    const grants: Grant[] = [];
    const problems: string[] = [];
    const visit = async (kind: string, binding: Binding) => {
      const subject = binding.subjects?.find((each) =>
        appliesTo(user, each.kind === 'ServiceAccount' ? { namespace: namespace ?? '', ...each } : each),
      );
      if (!subject) return;
      const { kind: roleKind = 'ClusterRole', name = '' } = binding.roleRef ?? {};
      const rules = await this.rulesOf(roleKind, name, binding.metadata.namespace);
      if (!rules) {
        problems.push(`${roleKind.toLowerCase()}.${group} "${name}" not found`);
        return;
      }
      const place = binding.metadata.namespace ? `/${binding.metadata.namespace}` : '';
      const to = `${subject.kind} "${subject.kind === 'ServiceAccount' ? `${subject.name}/${subject.namespace ?? ''}` : subject.name}"`;
      const reason = `RBAC: allowed by ${kind} "${binding.metadata.name ?? ''}${place}" of ${roleKind} "${name}" to ${to}`;
      grants.push(...rules.map((rule) => ({ rule, reason })));
    };
    for (const binding of await this.list<Binding>('clusterrolebindings'))
      await visit('ClusterRoleBinding', binding);
    if (namespace) {
      for (const binding of await this.list<Binding>('rolebindings', namespace))
        await visit('RoleBinding', binding);
    }
    return { grants, problems };
  }

  private async rulesOf(kind: string, name: string, namespace: string | undefined) {
    const resource = kind === 'Role' ? 'roles' : 'clusterroles';
    const definition = this.registry.find(group, resource);
    try {
      const role = definition
        ? ((await this.registry.get(definition, kind === 'Role' ? namespace : undefined, name)) as Role)
        : (await this.list<Role>(resource)).find(({ metadata }) => metadata.name === name);
      if (!role) return undefined;
      const selectors = role.aggregationRule?.clusterRoleSelectors;
      if (!selectors) return role.rules ?? [];
      // What the clusterrole-aggregation controller would write into the role.
      return await this.aggregated(selectors, new Set([name]));
    } catch {
      return undefined;
    }
  }

  private async aggregated(selectors: LabelSelector[], seen: Set<string>): Promise<PolicyRule[]> {
    const rules: PolicyRule[] = [];
    for (const part of await this.list<Role>('clusterroles')) {
      const { name = '', labels } = part.metadata;
      if (seen.has(name) || !selectors.some((selector) => matchesLabelSelector(labels, selector))) continue;
      seen.add(name);
      const below = part.aggregationRule?.clusterRoleSelectors;
      rules.push(...(below ? await this.aggregated(below, seen) : (part.rules ?? [])));
    }
    return rules;
  }

  private async list<T extends AnyObject>(resource: string, namespace?: string): Promise<T[]> {
    const definition = this.registry.find(group, resource);
    // A server without these kinds has the policy that comes with it, and no other.
    if (!definition) return (bootstrapObjects()[resource] ?? []) as T[];
    return (await this.registry.list(definition, namespace)).items as T[];
  }

  /** Writes the policy that comes with the API server, where it is missing. */
  private async bootstrap(): Promise<void> {
    for (const [resource, objects] of Object.entries(bootstrapObjects())) {
      for (const object of objects) await this.write(resource, object);
    }
  }

  private async write(resource: string, object: AnyObject): Promise<void> {
    const definition = this.registry.find(group, resource);
    if (!definition) return;
    const options = { dryRun: false, manager: 'kube-apiserver', warn: () => undefined };
    await this.registry.create(definition, undefined, object, options).catch(() => undefined);
  }
}

const problemText = (problems: readonly string[]) =>
  problems.length === 1 ? problems[0]! : `[${problems.join(', ')}]`;
