import { errors } from '../../../kube/status.ts';
import { readBody } from '../request/body.ts';
import type { User } from '../request/user.ts';
import { define, string, struct } from '../schema/build.ts';
import { isObject } from '../value.ts';

/** Answers a review, if the resource is one; nothing is stored. @throws StatusError 405 unless it is a POST */
export async function review(resource: string, request: Request, user: User): Promise<object | undefined> {
  const answer = reviews[resource];
  if (!answer) return undefined;
  if (request.method !== 'POST') throw errors.methodNotAllowed();
  const schema = resource.endsWith('/selfsubjectrulesreviews') ? rulesReview : accessReview;
  const body = await readBody(request, 'review', schema);
  return answer(isObject(body) && isObject(body.spec) ? body.spec : {}, user);
}

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
    }),
  ),
});
const rulesReview = define(name('Review'), {
  spec: struct(define(name('RulesReviewSpec'), { namespace: string() })),
});

const metadata = { creationTimestamp: null };

const reviews: Record<string, (spec: Record<string, unknown>, user: User) => object> = {
  'authorization.k8s.io/selfsubjectaccessreviews': (spec, user) => ({
    kind: 'SelfSubjectAccessReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata,
    spec,
    status: { allowed: user.isAdmin },
  }),
  'authorization.k8s.io/selfsubjectrulesreviews': (spec, user) => ({
    kind: 'SelfSubjectRulesReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata,
    spec,
    status: {
      resourceRules: user.isAdmin ? [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }] : [],
      nonResourceRules: user.isAdmin ? [{ verbs: ['*'], nonResourceURLs: ['*'] }] : [],
      incomplete: false,
    },
  }),
  'authentication.k8s.io/selfsubjectreviews': (_spec, user) => ({
    kind: 'SelfSubjectReview',
    apiVersion: 'authentication.k8s.io/v1',
    metadata,
    status: { userInfo: { username: user.name, groups: user.groups } },
  }),
};
