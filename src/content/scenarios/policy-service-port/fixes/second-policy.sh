# Policies add up: a second one allows the port that is missing.
kubectl apply -f - <<YAML
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: keys-http, namespace: vault}
spec:
  podSelector: {matchLabels: {app: keys}}
  policyTypes: [Ingress]
  ingress:
    - from: [{podSelector: {matchLabels: {role: signer}}}]
      ports: [{protocol: TCP, port: 8080}]
YAML
