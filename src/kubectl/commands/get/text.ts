export const long = `Display one or many resources.

 Prints a table of what matters most about the resources. A label selector (--selector) filters the list. Resources that live in a namespace are looked up in the current one unless you name another.

 With the output 'template' and a Go template in --template you choose which fields of the resources are printed.

Use "kubectl api-resources" for a complete list of supported resources.`;

export const examples = `# Pods as a table
kubectl get pods

# Pods with more columns, such as IP and node
kubectl get pods -o wide

# One Service of another namespace
kubectl get service web -n shop

# Services and their EndpointSlices together
kubectl get services,endpointslices

# Objects of several types by name
kubectl get service/web pod/client

# A Service as YAML
kubectl get service web -o yaml

# One field only
kubectl get service web -o jsonpath='{.spec.clusterIP}'

# Columns of your own
kubectl get pods -o custom-columns=NAME:.metadata.name,IP:.status.podIP

# The Pods that a selector finds, with their labels
kubectl get pods -l app=web --show-labels

# The EndpointSlices of a Service
kubectl get endpointslices -l kubernetes.io/service-name=web

# Pods of all namespaces, and their changes as they come
kubectl get pods --all-namespaces --watch`;
