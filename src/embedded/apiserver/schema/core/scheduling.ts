import { define, int32, int64, list, string, strings, struct } from '../build.ts';
import { LabelSelector } from '../meta.ts';
import { core } from './names.ts';

const NodeSelectorRequirement = define(core('NodeSelectorRequirement'), {
  key: string({ required: true }),
  operator: string({ required: true, goType: 'v1.NodeSelectorOperator' }),
  values: strings(),
});

const NodeSelectorTerm = define(core('NodeSelectorTerm'), {
  matchExpressions: list(NodeSelectorRequirement),
  matchFields: list(NodeSelectorRequirement),
});

const NodeSelector = define(core('NodeSelector'), {
  nodeSelectorTerms: list(NodeSelectorTerm, { required: true }),
});

const NodeAffinity = define(core('NodeAffinity'), {
  requiredDuringSchedulingIgnoredDuringExecution: struct(NodeSelector),
  preferredDuringSchedulingIgnoredDuringExecution: list(
    define(core('PreferredSchedulingTerm'), {
      weight: int32({ required: true }),
      preference: struct(NodeSelectorTerm, { required: true }),
    }),
  ),
});

const PodAffinityTerm = define(core('PodAffinityTerm'), {
  labelSelector: struct(LabelSelector),
  namespaces: strings(),
  topologyKey: string({ required: true }),
  namespaceSelector: struct(LabelSelector),
  matchLabelKeys: strings(),
  mismatchLabelKeys: strings(),
});

const podAffinity = {
  requiredDuringSchedulingIgnoredDuringExecution: list(PodAffinityTerm),
  preferredDuringSchedulingIgnoredDuringExecution: list(
    define(core('WeightedPodAffinityTerm'), {
      weight: int32({ required: true }),
      podAffinityTerm: struct(PodAffinityTerm, { required: true }),
    }),
  ),
};

export const Affinity = define(core('Affinity'), {
  nodeAffinity: struct(NodeAffinity),
  podAffinity: struct(define(core('PodAffinity'), podAffinity)),
  podAntiAffinity: struct(define(core('PodAntiAffinity'), podAffinity)),
});

export const Toleration = define(core('Toleration'), {
  key: string(),
  operator: string({ goType: 'v1.TolerationOperator' }),
  value: string(),
  effect: string({ goType: 'v1.TaintEffect' }),
  tolerationSeconds: int64(),
});

export const TopologySpreadConstraint = define(core('TopologySpreadConstraint'), {
  maxSkew: int32({ required: true }),
  topologyKey: string({ required: true }),
  whenUnsatisfiable: string({ required: true, goType: 'v1.UnsatisfiableConstraintAction' }),
  labelSelector: struct(LabelSelector),
  minDomains: int32(),
  nodeAffinityPolicy: string({ goType: 'v1.NodeInclusionPolicy' }),
  nodeTaintsPolicy: string({ goType: 'v1.NodeInclusionPolicy' }),
  matchLabelKeys: strings(),
});
