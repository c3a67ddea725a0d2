# The weekend: the two Services came back with each other's kind of address, a slice of the old studio was put back
# with them, and the night saver turned off what has no visible users, the cluster's DNS among it.
kubectl rollout status statefulset/playout -n studio --timeout=120s
kubectl delete service playout playout-peers -n studio
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Service
metadata:
  name: playout
  namespace: studio
spec:
  clusterIP: None
  selector:
    app: playout
  ports:
    - name: http
      port: 80
      targetPort: http
---
apiVersion: v1
kind: Service
metadata:
  name: playout-peers
  namespace: studio
spec:
  selector:
    app: playout
  ports:
    - name: http
      port: 8080
      targetPort: http
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: playout-annex
  namespace: studio
  labels:
    app: playout
    kubernetes.io/service-name: playout
addressType: IPv4
ports:
  - name: http
    port: 8080
    protocol: TCP
endpoints:
  - addresses: [10.244.9.17]
EOF
kubectl scale deployment coredns -n kube-system --replicas=0
kubectl wait -n kube-system --for=delete pod -l k8s-app=kube-dns --timeout=120s
while kubectl exec -n studio client -- nslookup -type=a playout.studio.svc.cluster.local > /dev/null 2>&1; do
  sleep 1
done
