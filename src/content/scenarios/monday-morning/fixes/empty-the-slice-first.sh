# Out of the traffic first: the slice loses its address and then goes. The listeners get a NodePort Service,
# which has a virtual IP as well, and peers that start together may see one another early.
kubectl scale deployment coredns -n kube-system --replicas=2
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
kubectl patch endpointslice playout-annex -n studio --type=json -p '[{"op":"replace","path":"/endpoints","value":[]}]'
kubectl delete endpointslice playout-annex -n studio
kubectl delete service playout playout-peers -n studio
kubectl create -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: playout
  namespace: studio
spec:
  type: NodePort
  selector:
    app: playout
  ports:
    - port: 80
      targetPort: 8080
---
apiVersion: v1
kind: Service
metadata:
  name: playout-peers
  namespace: studio
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector:
    app: playout
  ports:
    - port: 8080
EOF
