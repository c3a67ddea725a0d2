import { errors } from '../../../kube/status.ts';
import type { Authorizer } from '../access/authorizer.ts';
import type { Attributes, User } from '../access/rules.ts';
import { accountUser, issuer, type TokenIssuer } from '../access/tokens.ts';
import { readBody } from '../request/body.ts';
import { define, list, map, string, strings, struct } from '../schema/build.ts';
import { isObject, type JsonObject } from '../value.ts';

/** What the answers to reviews are drawn from. */
export interface Reviewer {
  authorizer: Authorizer;
  tokens: TokenIssuer;
  /** Milliseconds since the epoch. */
  now: number;
}

type Answer = (spec: JsonObject, user: User, reviewer: Reviewer) => Promise<object>;

/**
 * Answers a review, if the resource is one; nothing is stored.
 * Models kubernetes pkg/registry/{authorization,authentication}.
 * @param resource `authorization.k8s.io/subjectaccessreviews`
 * @throws StatusError 405 unless it is a POST, 422
 */
export async function review(
  resource: string,
  request: Request,
  user: User,
  reviewer: Reviewer,
): Promise<object | undefined> {
  const entry = reviews[resource];
  if (!entry) return undefined;
  if (request.method !== 'POST') throw errors.methodNotAllowed();
  const schema = resource.endsWith('/selfsubjectrulesreviews')
    ? rulesReview
    : resource.endsWith('/tokenreviews')
      ? tokenReview
      : accessReview;
  const body = await readBody(request, entry.kind, schema);
  const spec = isObject(body) && isObject(body.spec) ? body.spec : {};
  const group = resource.split('/')[0]!;
  const metadata = { creationTimestamp: null };
  const isSelf = entry.kind === 'SelfSubjectReview';
  return {
    kind: entry.kind,
    apiVersion: `${group}/v1`,
    metadata,
    ...(isSelf ? {} : { spec }),
    status: await entry.answer(spec, user, reviewer),
  };
}

export const isReview = (resource: string) => resource in reviews;

// Named after what is common to the reviews; the numbers of their fields are the same.
const name = (goName: string) => `io.k8s.api.authorization.v1.${goName}`;
const accessReview = define(name('Review'), {
  spec: struct(
    define(name('ReviewSpec'), {
      resourceAttributes: struct(
        define(name('ResourceAttributes'), {
          namespace: string(),
          verb: string(),
          group: string(),
          version: string(),
          resource: string(),
          subresource: string(),
          name: string(),
        }),
      ),
      nonResourceAttributes: struct(
        define(name('NonResourceAttributes'), { path: string(), verb: string() }),
      ),
      user: string(),
      groups: strings(),
      extra: map(list(string())),
      uid: string(),
    }),
  ),
});
const rulesReview = define(name('Review'), {
  spec: struct(define(name('RulesReviewSpec'), { namespace: string() })),
});
const tokenReview = define(name('Review'), {
  spec: struct(define(name('TokenReviewSpec'), { token: string(), audiences: strings() })),
});

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** @throws StatusError 422 unless one of the two kinds of attributes is given */
function attributesOf(kind: string, spec: JsonObject): Attributes {
  const { resourceAttributes: resource, nonResourceAttributes: path } = spec;
  if (isObject(resource) && isObject(path)) {
    throw invalid(
      kind,
      'cannot be specified in combination with resourceAttributes',
      'nonResourceAttributes',
    );
  }
  if (isObject(path)) return { verb: text(path.verb), path: text(path.path) };
  if (!isObject(resource)) {
    throw invalid(
      kind,
      'exactly one of nonResourceAttributes or resourceAttributes must be specified',
      'resourceAttributes',
    );
  }
  const namespace = text(resource.namespace);
  const subresource = text(resource.subresource);
  return {
    verb: text(resource.verb),
    group: text(resource.group),
    resource: text(resource.resource),
    name: text(resource.name),
    ...(subresource === '' ? {} : { subresource }),
    ...(namespace === '' ? {} : { namespace }),
  };
}

function invalid(kind: string, detail: string, field: string) {
  const message = `Invalid value: null: ${detail}`;
  return errors.invalid(kind, 'authorization.k8s.io', '', [
    { reason: 'FieldValueInvalid', message, field: `spec.${field}` },
  ]);
}

async function access(kind: string, spec: JsonObject, user: User, { authorizer }: Reviewer) {
  const { allowed, reason } = await authorizer.decide(user, attributesOf(kind, spec));
  return { allowed, ...(reason === '' ? {} : { reason }) };
}

const strangers = (spec: JsonObject): User => ({
  name: text(spec.user),
  groups: Array.isArray(spec.groups) ? spec.groups.filter((group) => typeof group === 'string') : [],
});

const reviews: Record<string, { kind: string; answer: Answer }> = {
  'authorization.k8s.io/selfsubjectaccessreviews': {
    kind: 'SelfSubjectAccessReview',
    answer: (spec, user, reviewer) => access('SelfSubjectAccessReview', spec, user, reviewer),
  },
  'authorization.k8s.io/subjectaccessreviews': {
    kind: 'SubjectAccessReview',
    answer: (spec, _user, reviewer) => access('SubjectAccessReview', spec, strangers(spec), reviewer),
  },
  'authorization.k8s.io/localsubjectaccessreviews': {
    kind: 'LocalSubjectAccessReview',
    answer: (spec, _user, reviewer) => access('LocalSubjectAccessReview', spec, strangers(spec), reviewer),
  },
  'authorization.k8s.io/selfsubjectrulesreviews': {
    kind: 'SelfSubjectRulesReview',
    answer: async (spec, user, { authorizer }) => {
      const { rules, problems } = await authorizer.rulesFor(user, text(spec.namespace));
      return {
        resourceRules: rules
          .filter(({ resources }) => resources?.length)
          .map(({ verbs, apiGroups, resources, resourceNames }) => ({
            verbs,
            apiGroups,
            resources,
            ...(resourceNames?.length ? { resourceNames } : {}),
          })),
        nonResourceRules: rules
          .filter(({ nonResourceURLs }) => nonResourceURLs?.length)
          .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
        incomplete: problems.length > 0,
        ...(problems.length > 0 ? { evaluationError: problems.join(', ') } : {}),
      };
    },
  },
  'authentication.k8s.io/selfsubjectreviews': {
    kind: 'SelfSubjectReview',
    answer: (_spec, user) => Promise.resolve({ userInfo: infoOf(user) }),
  },
  'authentication.k8s.io/tokenreviews': {
    kind: 'TokenReview',
    answer: async (spec, _user, { tokens, now }) => {
      try {
        const user = accountUser(await tokens.read(text(spec.token), now));
        return { authenticated: true, user: infoOf(user), audiences: [issuer] };
      } catch {
        return { user: {}, error: '[invalid bearer token]' };
      }
    },
  },
};

const infoOf = ({ name: username, uid, groups, extra }: User) => ({
  username,
  ...(uid === undefined ? {} : { uid }),
  groups,
  ...(extra ? { extra } : {}),
});
