/** The type of one field as the Kubernetes API declares it. */
export interface FieldSchema {
  type:
    | 'string'
    | 'int32'
    | 'int64'
    | 'boolean'
    | 'intOrString'
    | 'quantity'
    | 'time'
    | 'struct'
    | 'list'
    | 'map'
    | 'any';
  /** For `struct`. A function, since types may refer to themselves. */
  struct?: () => StructSchema;
  /** Element of a `list`, value of a `map` (keys are strings). */
  items?: FieldSchema;
  /** Go's name of the type, for decoding errors: `map[string]string`, `[]v1.ServicePort`. */
  goType?: string;
  required?: boolean;
  enum?: readonly string[];
  /** Strategic merge patch: `merge` joins lists by `mergeKey`; absent replaces them. */
  patchStrategy?: 'merge' | 'retainKeys';
  mergeKey?: string;
  /** Server-side apply: keys of a list map; absent means atomic. */
  listMapKeys?: readonly string[];
  description?: string;
}

export interface StructSchema {
  /** OpenAPI definition name: `io.k8s.api.core.v1.ServicePort`. */
  name: string;
  /** Go's short name, for decoding errors: `ServicePort`. */
  goName: string;
  description?: string;
  fields: Readonly<Record<string, FieldSchema>>;
}
