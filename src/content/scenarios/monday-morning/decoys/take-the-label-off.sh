# kube-proxy does not look at a slice without the label, so it does not learn that this one left either.
kubectl scale deployment coredns -n kube-system --replicas=2
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
kubectl delete service playout playout-peers -n studio
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: playout
  namespace: studio
spec:
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
  clusterIP: None
  selector:
    app: playout
  ports:
    - name: http
      port: 8080
      targetPort: http
EOF
sleep 3
kubectl label endpointslice playout-annex -n studio kubernetes.io/service-name-
