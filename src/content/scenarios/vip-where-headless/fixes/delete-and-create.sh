# A Service is headless from its creation, or never: so it is made anew.
kubectl delete service peers -n ledger
kubectl apply -f - <<END
apiVersion: v1
kind: Service
metadata:
  name: peers
  namespace: ledger
spec:
  clusterIP: None
  selector:
    app: node
  ports:
    - name: gossip
      port: 7000
      targetPort: 7000
END
