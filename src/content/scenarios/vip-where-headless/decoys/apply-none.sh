# The same by apply: refused as well.
kubectl apply -f - <<END || true
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
