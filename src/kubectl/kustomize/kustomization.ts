import { CommandError } from '../errors.ts';
import { isRecord } from '../manifests/gojson.ts';
import { parseText } from './text.ts';

export interface Labels {
  pairs: Record<string, string>;
  includeSelectors?: boolean;
  includeTemplates?: boolean;
}

export interface ImageChange {
  name: string;
  newName?: string;
  newTag?: string;
  tagSuffix?: string;
  digest?: string;
}

/** Which objects a patch is for; the texts are regular expressions that match as a whole. */
export interface Target {
  group?: string;
  version?: string;
  kind?: string;
  name?: string;
  namespace?: string;
  labelSelector?: string;
  annotationSelector?: string;
}

export interface Patch {
  path?: string;
  patch?: string;
  target?: Target;
}

export interface GeneratorOptions {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  disableNameSuffixHash?: boolean;
  immutable?: boolean;
}

export interface Generator {
  name: string;
  namespace?: string;
  behavior?: string;
  literals?: string[];
  files?: string[];
  envs?: string[];
  env?: string;
  type?: string;
  options?: GeneratorOptions;
}

/** The fields of kustomize.config.k8s.io/v1beta1 Kustomization that are built here. */
export interface Kustomization {
  resources?: string[];
  namespace?: string;
  namePrefix?: string;
  nameSuffix?: string;
  commonLabels?: Record<string, string>;
  labels?: Labels[];
  commonAnnotations?: Record<string, string>;
  images?: ImageChange[];
  replicas?: { name: string; count: number }[];
  patches?: Patch[];
  patchesStrategicMerge?: string[];
  patchesJson6902?: Patch[];
  configMapGenerator?: Generator[];
  secretGenerator?: Generator[];
  generatorOptions?: GeneratorOptions;
}

const lists =
  'resources labels images replicas patches patchesStrategicMerge patchesJson6902 configMapGenerator secretGenerator'.split(
    ' ',
  );
const maps = ['commonLabels', 'commonAnnotations', 'generatorOptions'];
const texts = ['apiVersion', 'kind', 'namespace', 'namePrefix', 'nameSuffix'];

/** Fields that kustomize knows and that need more than this build does. */
const unsupported = (
  'bases components configurations crds generators transformers validators helmCharts helmGlobals ' +
  'helmChartInflationGenerator inventory openapi replacements sortOptions vars buildMetadata'
).split(' ');

/** @throws CommandError for text that is no kustomization, unknown fields, and fields that are not built here */
export function parseKustomization(text: string, path: string): Kustomization {
  const document = parseText(text, path);
  if (document === undefined || document === null) throw new CommandError('kustomization.yaml is empty');
  if (!isRecord(document)) throw new CommandError(`invalid Kustomization: ${path} is not an object`);
  for (const field of ['metadata', ...unsupported]) {
    if (document[field] !== undefined && field !== 'metadata')
      throw new CommandError(`the field ${field} of ${path} is not supported here`);
  }
  for (const [field, value] of Object.entries(document)) {
    if (field === 'metadata' || value === null) continue;
    const problem = texts.includes(field)
      ? typeof value !== 'string' && 'string'
      : lists.includes(field)
        ? !Array.isArray(value) && 'list'
        : maps.includes(field)
          ? !isRecord(value) && 'map'
          : undefined;
    if (problem === undefined)
      throw new CommandError(`invalid Kustomization: json: unknown field ${JSON.stringify(field)}`);
    if (problem) throw new CommandError(`invalid Kustomization: ${field} must be a ${problem}`);
  }
  const { kind } = document;
  if (kind !== undefined && kind !== 'Kustomization')
    throw new CommandError(`Failed to read kustomization file under ${path}:\nkind should be Kustomization`);
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== null));
}
