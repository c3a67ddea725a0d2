# The second fault alone: the right Services, whose names nobody can ask for.
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
