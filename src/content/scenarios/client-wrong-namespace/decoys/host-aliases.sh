# A cluster IP in /etc/hosts: it holds until the Service is made anew. The brief forbids it.
ip=$(kubectl get service prices -n quotes -o jsonpath='{.spec.clusterIP}')
kubectl patch deployment reporter -n reports \
  -p "{\"spec\":{\"template\":{\"spec\":{\"hostAliases\":[{\"ip\":\"$ip\",\"hostnames\":[\"prices\"]}]}}}}"
kubectl rollout status deployment/reporter -n reports --timeout=120s
