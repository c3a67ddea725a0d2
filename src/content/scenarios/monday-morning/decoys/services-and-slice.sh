# Two of three: by its clusterIP all is well; no name resolves.
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
kubectl delete endpointslice playout-annex -n studio
