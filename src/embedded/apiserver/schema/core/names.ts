/** OpenAPI name of a core/v1 type. */
export const core = (name: string) => `io.k8s.api.core.v1.${name}`;
