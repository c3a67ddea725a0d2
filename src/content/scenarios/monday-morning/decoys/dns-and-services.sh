# Two of three: the slice is owned by nobody, so it outlived its Service and takes part in the new one.
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
